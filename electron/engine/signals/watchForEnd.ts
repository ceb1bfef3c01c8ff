import type { ProcessId } from '../../../shared/process/identity.ts';
import type { SignalOutcome } from '../../../shared/process/killPlan.ts';
import { rowOf } from '../../../shared/process/row.ts';
import type { SignalName } from '../../../shared/process/signals.ts';
import { isZombie } from '../../../shared/process/stat.ts';
import type { BoundProcess } from './bindProcess.ts';
import { isSameStart, type Signalling } from './holdTarget.ts';

type Looking = Pick<Signalling, 'probe' | 'startTolerance'>;

/** How long an end is waited for before "still running" (E10). */
export const WATCH_MS = 3_000;
const FIRST_LOOK_MS = 5;
const LONGEST_PAUSE_MS = 100;

/** Waits for the end of a process that is held and was just signalled; it never blocks the thread. */
export async function watchForEnd(
  target: ProcessId,
  process: BoundProcess,
  signal: SignalName,
  signalling: Looking,
): Promise<SignalOutcome & { readonly kind: 'exited' | 'running' | 'pending' }> {
  const sentAt = performance.now();
  const hasEnded = await waitForEnd(target, process, signalling, WATCH_MS);
  const afterMs = Math.round(performance.now() - sentAt);
  if (hasEnded) return { kind: 'exited', afterMs };
  const state = (await signalling.probe(target.pid))?.values['state'];
  return signal === 'SIGKILL' && state === 'D' ? { kind: 'pending' } : { kind: 'running', afterMs };
}

/** Whether it ended within the time: by its pidfd, and where there is none by the table. */
export async function waitForEnd(target: ProcessId, process: BoundProcess, signalling: Looking, withinMs: number): Promise<boolean> {
  const startedAt = performance.now();
  let pause = FIRST_LOOK_MS;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    const lookedAt = performance.now();
    if (process.hasEnded() ?? (await isGone(target, signalling))) return true;
    if (performance.now() - startedAt >= withinMs) return false;
    // A look that is dear is taken less often.
    pause = Math.max(Math.min(pause * 2, LONGEST_PAUSE_MS), 2 * (performance.now() - lookedAt));
  }
}

/** A zombie has ended: only its parent has not taken note yet. */
async function isGone(target: ProcessId, signalling: Looking): Promise<boolean> {
  const reading = await signalling.probe(target.pid);
  return reading === null || !isSameStart(reading, target, signalling) || isZombie(rowOf(reading.values, null).values);
}
