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

/** A process that is held. */
export type Held = Extract<Hold, { kind: 'held' }>;

/**
 * Takes hold of a target (E3): check the pid, bind it, compare the inode, read it, compare the start time, refuse what must not be
 * signalled. Whoever is handed a held one closes it.
 */
export async function holdTarget(target: ProcessId, signalling: Signalling): Promise<Hold> {
  const early = refusalOf(target, null, signalling.self);
  if (early !== null) return { kind: 'refused', reason: early, row: null };
  const hold = await holdProcess(target, signalling);
  if (hold.kind !== 'held') return hold;
  const reason = refusalOf(target, hold.row, signalling.self);
  if (reason === null) return hold;
  hold.process.close();
  return { kind: 'refused', reason, row: hold.row };
}

/** Why an action on one target did nothing. */
type NotHeld = { readonly kind: 'gone' } | { readonly kind: 'reused' } | { readonly kind: 'refused'; readonly reason: Refusal };

/** Acts on a target while it is held; answers why where it cannot be held. */
export async function actOnHeld<T>(target: ProcessId, signalling: Signalling, act: (hold: Held) => Promise<T>): Promise<T | NotHeld> {
  const hold = await holdTarget(target, signalling);
  if (hold.kind === 'refused') return { kind: 'refused', reason: hold.reason };
  if (hold.kind !== 'held') return hold;
  try {
    return await act(hold);
  } finally {
    hold.process.close();
  }
}

/**
 * Takes hold of a process to look at it: any but none that is not the one meant. What is read after binding is that very process, for a
 * pid is not given out again while its process lives.
 */
export async function holdProcess(target: ProcessId, signalling: Omit<Signalling, 'self'>): Promise<Exclude<Hold, { kind: 'refused' }>> {
  const { probe, bind = bindProcess } = signalling;
  const process = bind(target.pid);
  if (process === 'gone') return { kind: 'gone' };
  let isHeld = false;
  try {
    if (target.inode !== null && process.inode !== null && target.inode !== process.inode) return { kind: 'reused' };
    const now = await probe(target.pid);
    if (now === null) return { kind: 'gone' };
    if (!isSameStart(now, target, signalling)) return { kind: 'reused' };
    isHeld = true;
    return { kind: 'held', process, id: { ...target, inode: process.inode ?? target.inode }, row: rowOf(now.values, now.unknown) };
  } finally {
    if (!isHeld) process.close();
  }
}

/** Whether a reading is of the process that was meant, by its start time. */
export function isSameStart(reading: Pick<Reading, 'startTime'>, target: ProcessId, { startTolerance }: Pick<Signalling, 'startTolerance'>): boolean {
  if (reading.startTime === null || target.startTime === null) return reading.startTime === target.startTime;
  return Math.abs(reading.startTime - target.startTime) <= startTolerance;
}
