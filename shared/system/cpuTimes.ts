import type { CpuShares } from './systemLine.ts';

/** Counters of CPU time since boot, in any one unit. null where the system does not count it. */
export interface CpuTimes {
  readonly user: number;
  readonly nice: number;
  readonly system: number;
  readonly idle: number;
  readonly iowait: number | null;
  readonly irq: number | null;
  readonly steal: number | null;
}

/**
 * How the time between two readings was spent, to a hundredth of a percent. A counter that went back (iowait does, proc_stat(5)) stood still; null where nothing
 * was counted in between, or there is no reading to compare with.
 */
export function cpuShares(before: CpuTimes | null | undefined, after: CpuTimes): CpuShares | null {
  if (before === null || before === undefined) return null;
  const grown = (kind: keyof CpuTimes): number => Math.max(0, (after[kind] ?? 0) - (before[kind] ?? 0));
  const kinds = ['user', 'nice', 'system', 'idle', 'iowait', 'irq', 'steal'] as const;
  const total = kinds.reduce((sum, kind) => sum + grown(kind), 0);
  if (!(total > 0)) return null;
  const share = (kind: keyof CpuTimes): number => Math.round((grown(kind) / total) * 10_000) / 100;
  const known = (kind: 'iowait' | 'irq' | 'steal'): number | null => (after[kind] === null ? null : share(kind));
  return {
    user: share('user'),
    nice: share('nice'),
    system: share('system'),
    iowait: known('iowait'),
    irq: known('irq'),
    steal: known('steal'),
    idle: share('idle'),
  };
}
