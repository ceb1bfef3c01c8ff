import type { ProcessId } from '../../../shared/process/identity.ts';
import type { SignalOutcome } from '../../../shared/process/killPlan.ts';
import type { Row } from '../../../shared/process/row.ts';
import { endsProcess, findSignal, type SignalName } from '../../../shared/process/signals.ts';
import type { BoundProcess } from './bindProcess.ts';
import { holdTarget, type Signalling } from './holdTarget.ts';
import type { SendResult } from './sendSignal.ts';
import { watchForEnd } from './watchForEnd.ts';

/** Signals one process that is named by its identity, and watches for its end. */
export async function signalProcess(target: ProcessId, signal: SignalName, signalling: Signalling): Promise<SignalOutcome> {
  const hold = await holdTarget(target, signalling);
  switch (hold.kind) {
    case 'held':
      try {
        return await sendAndWatch(hold, signal, signalling);
      } finally {
        hold.process.close();
      }
    case 'refused':
      return { kind: 'refused', reason: hold.reason };
    case 'gone':
    case 'reused':
      return hold;
    default:
      return hold satisfies never;
  }
}

async function sendAndWatch(
  { process, id, row }: { readonly process: BoundProcess; readonly id: ProcessId; readonly row: Row },
  signal: SignalName,
  signalling: Signalling,
): Promise<SignalOutcome> {
  const sent = process.send(signal);
  if (sent.kind !== 'sent') return outcomeOf(sent, row);
  return endsProcess(findSignal(signal)!) ? watchForEnd(id, process, signal, signalling) : sent;
}

/** What sending to a process gave, as its outcome. */
export function outcomeOf(sent: SendResult, row: Row): SignalOutcome {
  return sent.kind === 'denied' ? { kind: 'denied', owner: row.values.user } : sent;
}
