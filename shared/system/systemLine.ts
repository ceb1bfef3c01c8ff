import type { UnknownReason } from '../fields/field.ts';

/**
 * How CPU time was spent in one interval, in percent of that time: they add up to 100. null where the system does not tell it apart.
 * Guests' time is in `user` and `nice`, as in proc_stat(5).
 */
export interface CpuShares {
  readonly user: number;
  /** User time of processes with a nice value above 0. */
  readonly nice: number;
  readonly system: number;
  /** Idle while a disk was waited for: no work was done, but there would have been some. */
  readonly iowait: number | null;
  /** Interrupts, soft ones too. */
  readonly irq: number | null;
  /** Taken by the hypervisor for other guests. */
  readonly steal: number | null;
  readonly idle: number;
}

/** One logical CPU that is online. */
export interface Core {
  /** As the system numbers it: offline ones leave gaps. */
  readonly cpu: number;
  /** null in the first sample that sees it. */
  readonly shares: CpuShares | null;
}

/** Percent of the last 10 s in which some (at least one) or all tasks stood waiting for the resource (psi.rst, avg10). */
export interface Pressure {
  readonly some: number;
  /** null where the kernel does not define it. */
  readonly full: number | null;
}

export interface Memory {
  /** bytes */
  readonly total: number;
  /** bytes that can be had without swapping, as the kernel reckons it (MemAvailable): not the same as free. Used is total − available. */
  readonly available: number | null;
  /** bytes of files and reclaimable slabs kept in RAM (Buffers + Cached + SReclaimable), what free(1) calls buff/cache. */
  readonly cached: number | null;
}

/** Tasks made in the interval. */
export interface Forks {
  /** New processes and new threads a second: the kernel counts both in one number (`processes` of proc_stat(5), total_forks in kernel/fork.c). */
  readonly perSecond: number;
  /**
   * Of those made in the interval, how many no sample saw. At most so many processes lived shorter than a sample: threads that came and
   * went, and tasks outside of what /proc shows here, are among them.
   */
  readonly unseen: number;
}

/** What `SystemLine.unknown` may name. */
export const SYSTEM_FACTS = ['cpu', 'load', 'memory', 'available', 'cached', 'swap', 'cpuPressure', 'memoryPressure', 'ioPressure', 'forks'] as const;
export type SystemFact = (typeof SYSTEM_FACTS)[number];

/** The machine as a whole at one sample. null is unknown; `unknown` says why. */
export interface SystemLine {
  /** ms that the shares and rates cover; null in the first sample. */
  readonly overMs: number | null;
  /** Logical CPUs online; null where the system does not tell. */
  readonly cpus: number | null;
  readonly cpu: CpuShares | null;
  readonly cores: readonly Core[];
  /** Tasks running or in uninterruptible sleep, averaged over 1, 5 and 15 minutes. */
  readonly load: readonly [number, number, number] | null;
  readonly memory: Memory | null;
  /** bytes */
  readonly swap: { readonly total: number; readonly free: number } | null;
  readonly pressure: { readonly cpu: Pressure | null; readonly memory: Pressure | null; readonly io: Pressure | null };
  readonly forks: Forks | null;
  /** By SystemFact. */
  readonly unknown: Readonly<Record<string, UnknownReason>>;
}

/** Percent of the time in which work was done. Waiting for a disk is none. */
export function busyPercent({ idle, iowait }: CpuShares): number {
  return Math.max(0, 100 - idle - (iowait ?? 0));
}
