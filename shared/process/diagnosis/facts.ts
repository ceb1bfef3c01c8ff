import type { SignalMasks } from '../signalMasks.ts';

/** What is read of single processes for diagnosis and explanation. null: not known here, or not to be known with our rights. */
export interface ProcessFacts {
  readonly masks: SignalMasks | null;
  /** Pid of its tracer; 0: none. */
  readonly tracer: number | null;
  /** Its pids from our namespace inwards (NSpid): more than one inside a PID namespace below ours. */
  readonly innerPids: readonly number[] | null;
  /** Wait status as waitpid(2) reports it; only of a zombie, and only with the right to trace it. */
  readonly exitStatus: number | null;
  readonly openFiles: number | null;
  /** Soft limits; Infinity: unlimited. */
  readonly openFilesLimit: number | null;
  readonly processesLimit: number | null;
  /** 0 … 2000 (proc_pid_oom_score(5)). */
  readonly oomScore: number | null;
  readonly voluntarySwitches: number | null;
  readonly involuntarySwitches: number | null;
  /** Text of /proc/PID/cgroup. */
  readonly controlGroups: string | null;
}

/** Which facts are read: each costs a file. */
export type FactFile = 'status' | 'stat' | 'fd' | 'limits' | 'oom_score' | 'cgroup';
