import { closeSync, fstatSync, statfsSync } from 'node:fs';
import type { SignalName } from '../../../shared/process/signals.ts';
import { type SendResult, sendSignal } from './sendSignal.ts';
import { signalNumberOf } from './signalNumber.ts';
import { type CallResult, type SystemCalls, systemCalls } from './systemCalls.ts';

/** A process held such that what is sent reaches it or nobody. Where the system has no such hold it is only the pid. */
export interface BoundProcess {
  /** Inode of the pidfd, which no other process ever gets; null where the kernel gives none. */
  readonly inode: string | null;
  send(signal: SignalName): SendResult;
  /** Whether this program may signal it. */
  maySend(): boolean;
  /** Whether it has ended: the kernel's own word. null where only the table tells. */
  hasEnded(): boolean | null;
  close(): void;
}

/** Takes hold of the process that has the pid now. */
export type Bind = (pid: number) => BoundProcess | 'gone';

/** File system of pidfds since Linux 6.9, whose inodes are unique while the machine is up (statfs(2)). */
const PIDFS_MAGIC = 0x50494446;
/** EINVAL, later ENOENT: the number names a thread, not a process. */
const NO_PROCESS = ['ESRCH', 'EINVAL', 'ENOENT'];

/** Pids come from a check that let them pass: 2 or more. */
export const bindProcess: Bind = (pid) => {
  const calls = systemCalls();
  const fd = calls === null ? null : calls.openPidfd(pid);
  if (typeof fd === 'string' && NO_PROCESS.includes(fd)) return 'gone';
  // No descriptor is left, or no such call: one step less safe, and better than no way to end anything.
  if (calls === null || fd === null || typeof fd === 'string') return bindByPid(pid);
  return bindPidfd(calls, fd);
};

/** Whether processes are told apart by more than pid and start time here. */
export function hasUniqueInodes(): boolean {
  const calls = systemCalls();
  const fd = calls === null ? 'ENOSYS' : calls.openPidfd(process.pid);
  if (typeof fd === 'string') return false;
  try {
    return isUnique(fd);
  } finally {
    closeSync(fd);
  }
}

let isPidfs: boolean | undefined;

function isUnique(fd: number): boolean {
  try {
    isPidfs ??= statfsSync(`/proc/self/fd/${fd}`).type === PIDFS_MAGIC;
  } catch {
    isPidfs = false;
  }
  return isPidfs;
}

function bindPidfd(calls: SystemCalls, fd: number): BoundProcess {
  const inode = isUnique(fd) ? String(fstatSync(fd, { bigint: true }).ino) : null;
  return {
    inode,
    send: (signal) => {
      const number = signalNumberOf(signal);
      return number === null ? { kind: 'failed', code: 'EINVAL' } : resultOf(calls.sendToPidfd(fd, number));
    },
    maySend: () => calls.sendToPidfd(fd, 0) !== 'EPERM',
    hasEnded: () => calls.isReadable(fd),
    close: () => closeSync(fd),
  };
}

function resultOf(result: CallResult): SendResult {
  if (typeof result === 'number') return { kind: 'sent' };
  if (result === 'ESRCH') return { kind: 'gone' };
  return result === 'EPERM' ? { kind: 'denied' } : { kind: 'failed', code: result };
}

/** Holds nothing: what is sent goes to whoever has the pid then. */
export function bindByPid(pid: number): BoundProcess {
  return {
    inode: null,
    send: (signal) => sendSignal(pid, signal),
    maySend: () => sendSignal(pid, null).kind !== 'denied',
    hasEnded: () => null,
    close: () => {},
  };
}
