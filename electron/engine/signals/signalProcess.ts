import type { ProcessId } from '../../../shared/process/identity.ts';
import type { SignalOutcome } from '../../../shared/process/killPlan.ts';
import type { Row } from '../../../shared/process/row.ts';
import { endsProcess, findSignal, type SignalName } from '../../../shared/process/signals.ts';
import { actOnHeld, type Held, type Signalling } from './holdTarget.ts';
import type { SendResult } from './sendSignal.ts';
import { watchForEnd } from './watchForEnd.ts';

/** Signals one process that is named by its identity, and watches for its end. */
export function signalProcess(target: ProcessId, signal: SignalName, signalling: Signalling): Promise<SignalOutcome> {
  return actOnHeld(target, signalling, async (hold) => {
    const outcome = send(hold, signal);
    const isWatched = outcome.kind === 'sent' && endsProcess(findSignal(signal)!);
    return isWatched ? watchForEnd(hold.id, hold.process, signal, signalling) : outcome;
  });
}

/** Signals one process that is named by its identity; what becomes of it is for others to see. */
export function sendToProcess(target: ProcessId, signal: SignalName, signalling: Signalling): Promise<SignalOutcome> {
  return actOnHeld(target, signalling, (hold) => Promise.resolve(send(hold, signal)));
}

const send = ({ process, row }: Held, signal: SignalName): SignalOutcome => outcomeOf(process.send(signal), row);

/** What sending to a process gave, as its outcome. */
export function outcomeOf(sent: SendResult, row: Row): SignalOutcome {
  return sent.kind === 'denied' ? { kind: 'denied', owner: row.values.user } : sent;
}
