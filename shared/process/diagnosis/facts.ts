import type { SignalMasks } from '../signalMasks.ts';

/** What a process in the kernel waits for, where a descriptor says it. */
export interface WaitTarget {
  /** What the descriptor is open on. */
  readonly path: string;
  /** Type and source of the file system that it lies on, as mount(8) prints them; null where it lies on none. */
  readonly fileSystem: { readonly type: string; readonly source: string; readonly mountPoint: string } | null;
}

/** What is read of single processes for diagnosis and explanation. null: not known here, or not to be known with our rights. */
export interface ProcessFacts {
  readonly masks: SignalMasks | null;
  /** Pid of its tracer; 0: none. */
  readonly tracer: number | null;
  /** Its pids from our namespace inwards (NSpid): more than one inside a PID namespace below ours. */
  readonly innerPids: readonly number[] | null;
  /** Wait status as waitpid(2) reports it; only of a zombie, and only with the right to trace it. */
  readonly exitStatus: number | null;
  /** As sched(7) names it, without SCHED_: OTHER, FIFO and so on. */
  readonly policy: string | null;
  /** 1 … 99 of a real-time policy; 0 of others. */
  readonly rtPriority: number | null;
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
  /** Name of the kernel's function that it waits in. */
  readonly wchan: string | null;
  readonly waitsOn: WaitTarget | null;
  /** Path of its program; ends with ` (deleted)` where that was removed or replaced. */
  readonly program: string | null;
}

/** Which facts are read: each costs a file. */
export type FactFile = 'status' | 'stat' | 'fd' | 'limits' | 'oom_score' | 'cgroup' | 'wchan' | 'syscall' | 'exe';
