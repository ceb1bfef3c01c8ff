import type { ListedProcess } from './listedProcess.ts';

/** ms by which two readings of one start time may differ. */
const JITTER = 1_000;

interface Start {
  /** As it was read last. */
  readonly raw: number;
  /** As it was read first. */
  readonly kept: number;
}

/**
 * Keeps the start time of a process the same from sample to sample, for it is half of the identity: ps reckons it from the boot time, in whole
 * seconds, and may come out a second beside the last one. A process that reuses a pid within a second cannot be told apart by ps anyway.
 */
export class StartTimes {
  #starts = new Map<number, Start>();

  /** The processes, each once by pid, with their kept start times; those of processes that are not among them are forgotten. */
  settle(processes: readonly ListedProcess[]): ListedProcess[] {
    const starts = new Map<number, Start>();
    const settled = new Map<number, ListedProcess>();
    for (const process of processes) {
      const startTime = this.startOf(process);
      if (process.startTime !== null && startTime !== null) starts.set(process.pid, { raw: process.startTime, kept: startTime });
      settled.set(process.pid, startTime === process.startTime ? process : { ...process, startTime });
    }
    this.#starts = starts;
    return [...settled.values()];
  }

  /** The start time under which a process that was just read is known; its own where it is new. */
  startOf({ pid, startTime }: Pick<ListedProcess, 'pid' | 'startTime'>): number | null {
    const start = this.#starts.get(pid);
    if (start === undefined || startTime === null) return startTime;
    return Math.abs(startTime - start.raw) <= JITTER ? start.kept : startTime;
  }
}
