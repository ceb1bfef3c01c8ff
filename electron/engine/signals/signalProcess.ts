import type { ProcessId } from '../../../shared/process/identity.ts';
import { refusalOf, type Self, type SignalOutcome } from '../../../shared/process/killPlan.ts';
import { type Reading, rowOf } from '../../../shared/process/row.ts';
import { endsProcess, findSignal, type SignalName } from '../../../shared/process/signals.ts';
import { isZombie } from '../../../shared/process/stat.ts';
import { sendSignal } from './sendSignal.ts';

/** How long an end is waited for before "still running" (E10). */
const WATCH_MS = 3_000;
const FIRST_LOOK_MS = 5;
const LONGEST_PAUSE_MS = 100;

/** Reads a process as it is now; null when there is none. */
export type Probe = (pid: number) => Reading | null | Promise<Reading | null>;

/** What signalling needs of the program around it. `send` is sendSignal but in tests that count. */
export interface Signalling {
  readonly probe: Probe;
  /** By how much two readings of one start time may differ. */
  readonly startTolerance: number;
  readonly self: Self;
  readonly send?: typeof sendSignal;
}

/**
 * Signals one process that is named by its identity, and watches for its end. Order: check the pid, read it afresh, compare the
 * start time, refuse what must not be signalled, send. Between reading and sending a pid could in theory be reused: best effort.
 */
export async function signalProcess(target: ProcessId, signal: SignalName, signalling: Signalling): Promise<SignalOutcome> {
  const { probe, self, send = sendSignal } = signalling;
  const early = refusalOf(target, null, self);
  if (early !== null) return { kind: 'refused', reason: early };
  const now = await probe(target.pid);
  if (now === null) return { kind: 'gone' };
  if (!isSameStart(now, target, signalling)) return { kind: 'reused' };
  const row = rowOf(now.values, now.unknown);
  const reason = refusalOf(target, row, self);
  if (reason !== null) return { kind: 'refused', reason };
  const sent = send(target.pid, signal);
  switch (sent.kind) {
    case 'sent':
      return endsProcess(findSignal(signal)!) ? watchForEnd(target, signal, signalling) : { kind: 'sent' };
    case 'denied':
      return { kind: 'denied', owner: row.values.user };
    case 'gone':
    case 'failed':
      return sent;
    default:
      return sent satisfies never;
  }
}

function isSameStart(reading: Reading, target: ProcessId, { startTolerance }: Signalling): boolean {
  if (reading.startTime === null || target.startTime === null) return reading.startTime === target.startTime;
  return Math.abs(reading.startTime - target.startTime) <= startTolerance;
}

/** A zombie has ended: only its parent has not taken note yet. */
async function watchForEnd(target: ProcessId, signal: SignalName, signalling: Signalling): Promise<SignalOutcome> {
  const sentAt = performance.now();
  let pause = FIRST_LOOK_MS;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    const lookedAt = performance.now();
    const reading = await signalling.probe(target.pid);
    const afterMs = Math.round(performance.now() - sentAt);
    if (reading === null || !isSameStart(reading, target, signalling) || isZombie(rowOf(reading.values, null).values)) return { kind: 'exited', afterMs };
    if (afterMs >= WATCH_MS) return signal === 'SIGKILL' && reading.values['state'] === 'D' ? { kind: 'pending' } : { kind: 'running', afterMs };
    // A provider whose look is dear is asked less often.
    pause = Math.max(Math.min(pause * 2, LONGEST_PAUSE_MS), 2 * (performance.now() - lookedAt));
  }
}
