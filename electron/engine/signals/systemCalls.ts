import { closeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { platform } from '../providers/index.ts';

/** pidfd_open(2) and pidfd_send_signal(2): the same numbers on every architecture of Linux that Node runs on. */
const SYS_PIDFD_SEND_SIGNAL = 424;
const SYS_PIDFD_OPEN = 434;
/**
 * ioprio_set and ioprio_get, which no C library wraps, by Node's name of the architecture (arch/x86/entry/syscalls/*.tbl,
 * include/uapi/asm-generic/unistd.h, and the syscall.tbl of arm, powerpc and s390).
 */
const SYS_IOPRIO: Readonly<Record<string, readonly [set: number, get: number]>> = {
  x64: [251, 252],
  arm64: [30, 31],
  riscv64: [30, 31],
  loong64: [30, 31],
  ia32: [289, 290],
  arm: [314, 315],
  ppc64: [273, 274],
  s390x: [282, 283],
};
/** include/uapi/linux/ioprio.h: `who` names a thread. */
const IOPRIO_WHO_PROCESS = 1;
const POLLFD_BYTES = 8;
const POLLIN = 1;

/** What a call gave: a result of 0 or more, or the name of the error. */
export type CallResult = number | string;

/** The few system calls that actions want and Node lacks. None of them waits. */
export interface SystemCalls {
  openPidfd(pid: number): CallResult;
  /** Signal 0 sends nothing and tells whether one may. */
  sendToPidfd(fd: number, signal: number): CallResult;
  /** Whether the descriptor is readable now: of a pidfd, whether its process has ended. */
  isReadable(fd: number): boolean;
  /** ioprio_get(2) and ioprio_set(2) of one thread; ENOSYS where the number of the call is not known. */
  ioPriorityOf(tid: number): CallResult;
  setIoPriority(tid: number, value: number): CallResult;
  /** sched_getaffinity(2) and sched_setaffinity(2) of one thread: a bit a CPU, the lowest first. */
  affinityOf(tid: number, mask: Buffer): CallResult;
  setAffinity(tid: number, mask: Buffer): CallResult;
  /** The first and the last real-time signal that the C library leaves to programs. */
  readonly realTime: { readonly first: number; readonly last: number };
}

interface Koffi {
  load(path: null): { func(prototype: string): (...args: unknown[]) => number };
  errno(): number;
}

const ERRNO_NAMES = new Map(Object.entries(constants.errno).map(([name, number]) => [number, name]));

let loaded: SystemCalls | null | undefined;

/** The calls; null where koffi, or a kernel that knows pidfds (5.3), is missing. Loaded when first asked for. */
export function systemCalls(): SystemCalls | null {
  if (loaded === undefined) loaded = load();
  return loaded;
}

function load(): SystemCalls | null {
  if (platform !== 'linux') return null;
  let calls: SystemCalls;
  try {
    calls = declare(createRequire(import.meta.url)('koffi') as Koffi);
  } catch {
    // Optional: it has no binary for this system, or was left out.
    return null;
  }
  const own = calls.openPidfd(process.pid);
  if (typeof own === 'string') return null;
  // A sandbox may allow the one call and not the other.
  const mayAsk = calls.sendToPidfd(own, 0) === 0;
  closeSync(own);
  return mayAsk ? calls : null;
}

function declare(koffi: Koffi): SystemCalls {
  const library = koffi.load(null);
  const syscall = library.func('long syscall(long number, long a, long b, long c, long d)');
  const poll = library.func('int poll(_Inout_ void *fds, unsigned long count, int timeout)');
  const firstRealTime = library.func('int __libc_current_sigrtmin()');
  const lastRealTime = library.func('int __libc_current_sigrtmax()');
  const getAffinity = library.func('int sched_getaffinity(int tid, size_t size, _Out_ void *mask)');
  const setAffinity = library.func('int sched_setaffinity(int tid, size_t size, const void *mask)');
  const resultOf = (result: number): CallResult => (result >= 0 ? result : (ERRNO_NAMES.get(koffi.errno()) ?? `errno ${koffi.errno()}`));
  const call = (...args: number[]): CallResult => resultOf(syscall(...args));
  const [ioprioSet, ioprioGet] = SYS_IOPRIO[process.arch] ?? [null, null];
  return {
    openPidfd: (pid) => call(SYS_PIDFD_OPEN, pid, 0, 0, 0),
    sendToPidfd: (fd, signal) => call(SYS_PIDFD_SEND_SIGNAL, fd, signal, 0, 0),
    isReadable: (fd) => {
      const request = Buffer.alloc(POLLFD_BYTES);
      request.writeInt32LE(fd, 0);
      request.writeInt16LE(POLLIN, 4);
      return poll(request, 1, 0) > 0;
    },
    ioPriorityOf: (tid) => (ioprioGet === null ? 'ENOSYS' : call(ioprioGet, IOPRIO_WHO_PROCESS, tid, 0, 0)),
    setIoPriority: (tid, value) => (ioprioSet === null ? 'ENOSYS' : call(ioprioSet, IOPRIO_WHO_PROCESS, tid, value, 0)),
    affinityOf: (tid, mask) => resultOf(getAffinity(tid, mask.length, mask)),
    setAffinity: (tid, mask) => resultOf(setAffinity(tid, mask.length, mask)),
    realTime: { first: firstRealTime(), last: lastRealTime() },
  };
}
