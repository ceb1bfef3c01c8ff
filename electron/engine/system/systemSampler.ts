import type { UnknownReason } from '../../../shared/fields/field.ts';
import { cpuShares } from '../../../shared/system/cpuTimes.ts';
import type { Forks, SystemFact, SystemLine } from '../../../shared/system/systemLine.ts';
import type { SystemReading } from './systemReader.ts';

/** Turns readings of the whole system into lines with shares and rates. Touches nothing outside. */
export class SystemSampler {
  #before: SystemReading | null = null;
  /** Births that samples saw before the kernel's count did: at most 0. */
  #ahead = 0;

  /**
   * `reading` is taken right before the table is read; `births` are those that the table then shows. So a process made between the two is
   * seen before it is counted, and the next sample sets it off.
   */
  next(reading: SystemReading, births: number): SystemLine {
    const before = this.#before;
    this.#before = reading;
    const overMs = before === null ? null : reading.monotonic - before.monotonic;
    const unknown: Partial<Record<SystemFact, UnknownReason>> = { ...reading.unknown };
    const cpu = reading.cpu === null ? null : cpuShares(before?.cpu, reading.cpu);
    if (reading.cpu !== null && cpu === null) unknown.cpu = 'first-sample';
    const forks = this.#forks(before, reading, overMs, births);
    if (reading.forks !== null && forks === null) unknown.forks = 'first-sample';
    return {
      overMs,
      cpus: reading.cpus,
      cpu,
      cores: Array.from(reading.cores, ([number, times]) => ({ cpu: number, shares: cpuShares(before?.cores.get(number), times) })),
      load: reading.load,
      memory: reading.memory,
      swap: reading.swap,
      pressure: reading.pressure,
      forks,
      unknown,
    };
  }

  #forks(before: SystemReading | null, { forks }: SystemReading, overMs: number | null, births: number): Forks | null {
    if (before === null || before.forks === null || forks === null || overMs === null || !(overMs > 0)) return null;
    const made = Math.max(0, forks - before.forks);
    const unseen = made - births;
    const settled = unseen + this.#ahead;
    // For one sample only: what was born without being counted (unhidden by a remount) is no reason to keep silent for long.
    this.#ahead = Math.min(0, unseen);
    return { perSecond: (made / overMs) * 1000, unseen: Math.max(0, settled) };
  }
}
