import { closeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { platform } from '../providers/index.ts';

/** pidfd_open(2) and pidfd_send_signal(2): the same numbers on every architecture of Linux that Node runs on. */
const SYS_PIDFD_SEND_SIGNAL = 424;
const SYS_PIDFD_OPEN = 434;
const POLLFD_BYTES = 8;
const POLLIN = 1;

/** What a call gave: a result of 0 or more, or the name of the error. */
export type CallResult = number | string;

/** The few system calls that signalling wants and Node lacks. None of them waits. */
export interface SystemCalls {
  openPidfd(pid: number): CallResult;
  /** Signal 0 sends nothing and tells whether one may. */
  sendToPidfd(fd: number, signal: number): CallResult;
  /** Whether the descriptor is readable now: of a pidfd, whether its process has ended. */
  isReadable(fd: number): boolean;
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
  const call = (...args: number[]): CallResult => {
    const result = syscall(...args);
    return result >= 0 ? result : (ERRNO_NAMES.get(koffi.errno()) ?? `errno ${koffi.errno()}`);
  };
  return {
    openPidfd: (pid) => call(SYS_PIDFD_OPEN, pid, 0, 0, 0),
    sendToPidfd: (fd, signal) => call(SYS_PIDFD_SEND_SIGNAL, fd, signal, 0, 0),
    isReadable: (fd) => {
      const request = Buffer.alloc(POLLFD_BYTES);
      request.writeInt32LE(fd, 0);
      request.writeInt16LE(POLLIN, 4);
      return poll(request, 1, 0) > 0;
    },
    realTime: { first: firstRealTime(), last: lastRealTime() },
  };
}
