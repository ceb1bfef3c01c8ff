import { type ActionOutcome, isChangeOutcome, isSignalOutcome } from '../../../shared/process/actionLog.ts';
import type { Change, ChangeOutcome } from '../../../shared/process/change.ts';
import type { HelperOrder } from '../../../shared/process/helperOrder.ts';
import { keyOf, type ProcessId } from '../../../shared/process/identity.ts';
import type { SignalOutcome } from '../../../shared/process/killPlan.ts';
import { endsProcess, findSignal, type SignalName } from '../../../shared/process/signals.ts';
import { type Hold, holdTarget, type Signalling } from '../signals/holdTarget.ts';
import { watchForEnd } from '../signals/watchForEnd.ts';
import type { AskHelper, HelperAnswer } from './askHelper.ts';

/** Nothing came back that says what became of the target. */
const NO_ANSWER = { kind: 'failed', code: 'EPIPE' } as const;

/**
 * Signals the targets through the helper, after the person was asked once for all of them. They are held meanwhile, and watched from here: that
 * needs no privilege. `onOutcome` hears of each as it comes; the answer is in the order of the targets.
 */
export function signalWithPrivilege(
  targets: readonly ProcessId[],
  signal: SignalName,
  signalling: Signalling,
  ask: AskHelper | null,
  onOutcome: (id: ProcessId, outcome: SignalOutcome) => void = () => {},
): Promise<SignalOutcome[]> {
  return askHeld(targets, { kind: 'signal', signal }, signalling, ask, async (hold, answered) => {
    const outcome = answered === null || isSignalOutcome(answered) ? (answered ?? NO_ANSWER) : NO_ANSWER;
    const isHeld = hold.kind === 'held' && outcome.kind === 'sent' && endsProcess(findSignal(signal)!);
    const end = isHeld ? await watchForEnd(hold.id, hold.process, signal, signalling) : outcome;
    onOutcome(hold.id, end);
    return end;
  });
}

/** Changes the targets through the helper, after the person was asked once for all of them. */
export function changeWithPrivilege(
  targets: readonly ProcessId[],
  change: Change,
  signalling: Signalling,
  ask: AskHelper | null,
  onOutcome: (id: ProcessId, outcome: ChangeOutcome) => void = () => {},
): Promise<ChangeOutcome[]> {
  return askHeld(targets, { kind: 'change', change }, signalling, ask, (hold, answered) => {
    const outcome = answered === null || isChangeOutcome(answered) ? (answered ?? NO_ANSWER) : NO_ANSWER;
    onOutcome(hold.id, outcome);
    return Promise.resolve(outcome);
  });
}

type NamedHold = Hold & { readonly id: ProcessId };

/** Holds the targets, asks for all that are held at once, and finishes each with what is known of it by then; null: nothing is. */
async function askHeld<T>(
  targets: readonly ProcessId[],
  deed: HelperOrder['deed'],
  signalling: Signalling,
  ask: AskHelper | null,
  finish: (hold: NamedHold, answered: ActionOutcome | null) => Promise<T>,
): Promise<T[]> {
  const holds: NamedHold[] = [];
  try {
    for (const id of targets) holds.push({ id, ...(await holdTarget(id, signalling)) });
    const held = holds.filter(({ kind }) => kind === 'held').map(({ id }) => id);
    const answer = held.length === 0 ? null : await askFor({ deed, targets: held, asker: process.pid }, ask);
    return await Promise.all(holds.map((hold) => finish(hold, outcomeFor(hold, answer))));
  } finally {
    for (const hold of holds) if (hold.kind === 'held') hold.process.close();
  }
}

async function askFor(order: HelperOrder, ask: AskHelper | null): Promise<HelperAnswer> {
  return ask === null ? { kind: 'not-authorized', reason: 'unavailable' } : ask(order);
}

function outcomeFor(hold: NamedHold, answer: HelperAnswer | null): ActionOutcome | null {
  if (hold.kind === 'refused') return { kind: 'refused', reason: hold.reason };
  if (hold.kind !== 'held') return { kind: hold.kind };
  if (answer === null) return null;
  return answer.kind === 'answered' ? (answer.outcomes.get(keyOf(hold.id)) ?? null) : answer;
}
