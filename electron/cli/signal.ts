import { keyOf, type ProcessId, type ProcessRef } from '../../shared/process/identity.ts';
import { isSignalablePid, planSignal, type SignalOutcome } from '../../shared/process/killPlan.ts';
import { rowOf } from '../../shared/process/row.ts';
import type { SignalName } from '../../shared/process/signals.ts';
import { visibleName } from '../../shared/process/visibleText.ts';
import { describeExpectation, describeOutcome } from '../../shared/words/actionWords.ts';
import { createProvider } from '../engine/providers/index.ts';
import { readSelf } from '../engine/signals/ownProcess.ts';
import { signalProcess } from '../engine/signals/signalProcess.ts';
import { formatJson } from './printJson.ts';

/** Exit statuses of `signal`: all ended or signalled; some not; refused. */
const DONE = 0;
const NOT_ALL = 1;
const REFUSED = 3;

export interface SignalOptions {
  readonly isConfirmed: boolean;
  readonly asJson: boolean;
  readonly provider: 'auto' | 'portable';
}

/** Says what a signal would do and, when confirmed, sends it and says how it ended. Returns the exit status. */
export async function runSignal(signal: SignalName, reference: ProcessRef, options: SignalOptions, print: (line: string) => void): Promise<number> {
  const provider = createProvider(options.provider);
  try {
    const probe = (pid: number) => provider.probe(pid);
    const reading = isSignalablePid(reference.pid) || reference.pid === 1 ? await probe(reference.pid) : null;
    const row = reading === null ? null : rowOf(reading.values, reading.unknown);
    const startTime = reference.startTime === undefined ? (reading?.startTime ?? null) : reference.startTime;
    const target: ProcessId = { pid: reference.pid, startTime, inode: reference.inode };
    const self = await readSelf(probe);
    const plan = planSignal([target], signal, new Map(row === null ? [] : [[row.key, row]]), self);
    const [planned] = plan.targets;
    const isReused = row !== null && row.key !== keyOf(target);
    let outcome: SignalOutcome | null = null;
    if (isReused) outcome = { kind: 'reused' };
    else if (planned!.expectation.kind === 'refused') outcome = { kind: 'refused', reason: planned!.expectation.reason };
    else if (planned!.expectation.kind === 'gone') outcome = { kind: 'gone' };
    else if (options.isConfirmed) outcome = await signalProcess(target, signal, { probe, startTolerance: provider.capabilities.startTolerance, self });
    if (options.asJson) print(formatJson({ plan, outcome }));
    else {
      const name =
        row === null || isReused
          ? `pid ${target.pid}`
          : `${visibleName(row.values.comm ?? '?')} (${target.pid}${row.values.user === null ? '' : `, ${row.values.user}`})`;
      if (outcome !== null) print(`${name}: ${describeOutcome(outcome, signal, 'en')}`);
      else print(`${name} ${describeExpectation(planned!.expectation, signal, 'en')}. Nothing was sent; --yes sends it.`);
    }
    return outcome === null ? DONE : statusOf(outcome);
  } finally {
    provider.close();
  }
}

function statusOf(outcome: SignalOutcome): number {
  if (outcome.kind === 'exited' || outcome.kind === 'sent') return DONE;
  return outcome.kind === 'refused' ? REFUSED : NOT_ALL;
}
