import type { Clock, Field } from '../../../shared/fields/field.ts';
import type { FactFile, ProcessFacts } from '../../../shared/process/diagnosis/facts.ts';
import type { Demand } from '../../../shared/process/demand.ts';
import type { Capabilities } from '../../../shared/process/snapshot.ts';
import type { ProcessId } from '../../../shared/process/identity.ts';
import type { Reading } from '../../../shared/process/row.ts';

/** One reading of the process table. */
export interface Sample {
  readonly clock: Clock;
  /** ms from a clock that is never set, for rates. */
  readonly monotonic: number;
  /** Every process once. The same Reading object as last time means: unchanged. */
  readonly readings: readonly Reading[];
  /** What of `readings` differs from this provider's last sample; a provider that does not know leaves it out. A reused pid is in both. */
  readonly changes?: {
    readonly changed: readonly Reading[];
    readonly gone: readonly Reading[];
    /** Of changed processes that the last sample passed over: ms of the monotonic clock when they were looked at before. Rates count from there. */
    readonly lastLook: ReadonlyMap<Reading, number>;
  };
  /** Processes that vanished between listing and reading; they are left out. */
  readonly vanished: number;
}

/** What a provider can tell, before the host adds what it can do. */
export interface ProviderCapabilities extends Pick<Capabilities, 'platform' | 'provider' | 'fields'> {
  /** By how much two readings of one process's startTime may differ, in its unit. */
  readonly startTolerance: number;
}

/** Everything a system must supply. Nothing here mentions /proc. */
export interface ProcessProvider {
  readonly capabilities: ProviderCapabilities;
  /**
   * One reading of the table; only what the given fields need is read, dear fields for the processes that the demand names and for no
   * others. Processes that vanish meanwhile are left out. Where nobody looks (`isSeen` false) rows may be older than a provider otherwise lets
   * them be; the first sample for who looks again has them all as they are.
   */
  sample(fields: readonly Field[], demand?: Demand, isSeen?: boolean): Sample | Promise<Sample>;
  /** Who the pid is now, with the strongest identity the system has; null when there is none. */
  identify(pid: number): ProcessId | null | Promise<ProcessId | null>;
  /** One process as it is now, read afresh, for the check right before an action; null when there is none. */
  probe(pid: number): Reading | null | Promise<Reading | null>;
  /** Gives back what it holds open. */
  close(): void;
}

/** Reads facts of one process without blocking; null where it is no longer that process, or nothing can be told here. */
export type FactReader = (target: ProcessId, files: readonly FactFile[]) => ProcessFacts | null;
