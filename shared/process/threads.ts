import type { UnknownReason } from '../fields/field.ts';
import type { Answer } from './inspection.ts';

/** By what threads can be put in order. */
export const THREAD_SORTS = ['tid', 'name', 'state', 'cpuPercent', 'cpuTime', 'nice', 'processor'] as const;
export type ThreadSort = (typeof THREAD_SORTS)[number];

/** Threads that are told at most: the first in the order asked for. */
export const MOST_THREADS = 1_000;
/** Of so many threads at a time is told what they wait in. */
export const MOST_WAITS = 60;

/** One thread of a process. */
export interface Thread {
  readonly tid: number;
  /** comm of the thread, with what is no text as lone surrogates. */
  readonly name: string;
  /** The kernel's letter. */
  readonly state: string;
  /** percent of one core since the last time it was asked; null: not known yet. */
  readonly cpuPercent: number | null;
  /** ms, user and system */
  readonly cpuTime: number;
  readonly nice: number;
  /** The CPU on which it ran last. */
  readonly processor: number;
  /** The kernel's function it waits in; null: none, or `wchanUnknown` says why. */
  readonly wchan: string | null;
  readonly wchanUnknown: UnknownReason | null;
}

export interface ThreadOrder {
  readonly by: ThreadSort;
  readonly direction: 'ascending' | 'descending';
}

/** `total` counts also those that are not told. */
export type ThreadList = Answer<{ readonly total: number; readonly threads: readonly Thread[] }>;

/** The threads in order, the smaller tid first among equals; unknown comes last. */
export function sortThreads(threads: readonly Thread[], { by, direction }: ThreadOrder): Thread[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return [...threads].sort((a, b) => {
    const [x, y] = [a[by], b[by]];
    if (x === y) return a.tid - b.tid;
    if (x === null) return 1;
    if (y === null) return -1;
    return (x < y ? -1 : 1) * sign;
  });
}
