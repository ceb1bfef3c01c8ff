/**
 * Who a process is. A pid alone is no identity: the kernel reuses it after exit (credentials(7)).
 */
export interface ProcessId {
  readonly pid: number;
  /** Clock ticks since boot on Linux (proc_pid_stat(5), field 22), ms since the epoch elsewhere; null where the system tells none. */
  readonly startTime: number | null;
  /** Inode of the pidfd in decimal, unique over the machine's uptime on Linux ≥ 6.9 (pidfd_open(2)); null until it is bound. */
  readonly inode: string | null;
}

/** A row's name in tables and selections: `pid:startTime`, and `pid:-` where the start is unknown. */
export type ProcessKey = string;

/** The largest pid any Linux can give (PID_MAX_LIMIT, proc_sys_kernel(5)). */
export const MAX_PID = 4_194_304;

export function keyOf(id: { readonly pid: number; readonly startTime: number | null }): ProcessKey {
  return `${id.pid}:${id.startTime ?? '-'}`;
}

/** `PID:START` or `PID:START:INODE`, as `ps --json` prints in `id` and as `signal` takes it. */
export function formatProcessId(id: ProcessId): string {
  return id.inode === null ? keyOf(id) : `${keyOf(id)}:${id.inode}`;
}

/** A process as a person names it: a pid, made certain by as much identity as they gave. */
export interface ProcessRef {
  readonly pid: number;
  /** undefined: not given. */
  readonly startTime: number | null | undefined;
  readonly inode: string | null;
}

const REFERENCE = /^([1-9]\d{0,9})(?::(-|\d{1,16})(?::([1-9]\d{0,19}))?)?$/;

/** Reads `PID`, `PID:START` or `PID:START:INODE`; null for anything else. */
export function parseProcessRef(text: string): ProcessRef | null {
  const match = REFERENCE.exec(text);
  if (match === null) return null;
  const [, pid, start, inode] = match;
  return {
    pid: Number(pid),
    startTime: start === undefined ? undefined : start === '-' ? null : Number(start),
    inode: inode ?? null,
  };
}

/** Whether two identities name the same process, by all that both of them know. */
export function isSameProcess(a: ProcessId, b: ProcessId): boolean {
  if (a.pid !== b.pid || a.startTime !== b.startTime) return false;
  return a.inode === null || b.inode === null || a.inode === b.inode;
}
