import type { ProcessId } from '../../../shared/process/identity.ts';
import { refusalOf, type Refusal, type Self } from '../../../shared/process/killPlan.ts';
import { type Reading, type Row, rowOf } from '../../../shared/process/row.ts';
import { type Bind, bindProcess, type BoundProcess } from './bindProcess.ts';

/** Reads a process as it is now; null when there is none. */
export type Probe = (pid: number) => Reading | null | Promise<Reading | null>;

/** What signalling needs of the program around it. `bind` is bindProcess but in tests that count. */
export interface Signalling {
  readonly probe: Probe;
  /** By how much two readings of one start time may differ. */
  readonly startTolerance: number;
  readonly self: Self;
  readonly bind?: Bind;
}

/** A target that is held and is the one that was meant, or why it is not. */
export type Hold =
  | { readonly kind: 'held'; readonly process: BoundProcess; readonly id: ProcessId; readonly row: Row }
  | { readonly kind: 'gone' }
  | { readonly kind: 'reused' }
  | { readonly kind: 'refused'; readonly reason: Refusal; readonly row: Row | null };

/**
 * Takes hold of a target (E3): check the pid, bind it, compare the inode, read it, compare the start time, refuse what must not be
 * signalled. What is read after binding is that very process, for a pid is not given out again while its process lives. Whoever is
 * handed a held one closes it.
 */
export async function holdTarget(target: ProcessId, signalling: Signalling): Promise<Hold> {
  const { probe, self, bind = bindProcess } = signalling;
  const early = refusalOf(target, null, self);
  if (early !== null) return { kind: 'refused', reason: early, row: null };
  const bound = bind(target.pid);
  if (bound === 'gone') return { kind: 'gone' };
  const hold = await check(target, bound, signalling, probe).catch((error: unknown) => {
    bound.close();
    throw error;
  });
  if (hold.kind !== 'held') bound.close();
  return hold;
}

async function check(target: ProcessId, process: BoundProcess, signalling: Signalling, probe: Probe): Promise<Hold> {
  if (target.inode !== null && process.inode !== null && target.inode !== process.inode) return { kind: 'reused' };
  const now = await probe(target.pid);
  if (now === null) return { kind: 'gone' };
  if (!isSameStart(now, target, signalling)) return { kind: 'reused' };
  const row = rowOf(now.values, now.unknown);
  const reason = refusalOf(target, row, signalling.self);
  if (reason !== null) return { kind: 'refused', reason, row };
  return { kind: 'held', process, id: { ...target, inode: process.inode ?? target.inode }, row };
}

/** Whether a reading is of the process that was meant, by its start time. */
export function isSameStart(reading: Pick<Reading, 'startTime'>, target: ProcessId, { startTolerance }: Pick<Signalling, 'startTolerance'>): boolean {
  if (reading.startTime === null || target.startTime === null) return reading.startTime === target.startTime;
  return Math.abs(reading.startTime - target.startTime) <= startTolerance;
}
