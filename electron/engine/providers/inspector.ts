import type { Environment, Reveal } from '../../../shared/process/environment.ts';
import type { ProcessId } from '../../../shared/process/identity.ts';
import type { Inspected, Inspection } from '../../../shared/process/inspection.ts';
import type { LimitList } from '../../../shared/process/limits.ts';
import type { ThreadList, ThreadOrder } from '../../../shared/process/threads.ts';

/** Reads dear facts of one process when they are asked for, each null with a reason where it cannot be read. Never blocks, and keeps nothing of an environment. */
export interface Inspector {
  inspect(target: ProcessId, tab: Inspected): Promise<Inspection>;
  threads(target: ProcessId, order: ThreadOrder, waitsOf: readonly number[]): Promise<ThreadList>;
  /** `threadsOf`: how many threads a user has; null: not known. */
  limits(target: ProcessId, threadsOf: (uid: number) => number | null): Promise<LimitList>;
  environment(target: ProcessId, reveal: Reveal): Promise<Environment>;
}

const UNSUPPORTED = { kind: 'unknown', reason: 'unsupported' } as const;
const refuse = (): Promise<typeof UNSUPPORTED> => Promise.resolve(UNSUPPORTED);

/** Of a system that tells none of it. */
export const NO_INSPECTOR: Inspector = { inspect: refuse, threads: refuse, limits: refuse, environment: refuse };
