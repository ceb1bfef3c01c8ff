import type { UnknownReason } from '../../../shared/fields/field.ts';
import type { CpuTimes } from '../../../shared/system/cpuTimes.ts';
import type { Memory, Pressure, SystemFact, SystemLine } from '../../../shared/system/systemLine.ts';

/** Counters and levels of the whole system at one moment. null is unknown; `unknown` says why. */
export interface SystemReading {
  /** ms of a clock that is never set. */
  readonly monotonic: number;
  readonly cpus: number | null;
  readonly cpu: CpuTimes | null;
  /** By the system's number of the CPU; those offline are absent. */
  readonly cores: ReadonlyMap<number, CpuTimes>;
  readonly load: SystemLine['load'];
  readonly memory: Memory | null;
  readonly swap: SystemLine['swap'];
  readonly pressure: { readonly cpu: Pressure | null; readonly memory: Pressure | null; readonly io: Pressure | null };
  /** Processes and threads made since boot. */
  readonly forks: number | null;
  readonly unknown: Readonly<Partial<Record<SystemFact, UnknownReason>>>;
}

/** Reads what a system tells of itself. */
export interface SystemReader {
  /** Never throws and never blocks: what cannot be read is null. */
  read(): SystemReading;
  close(): void;
}
