import { closeSync, openSync, readSync } from 'node:fs';

/** Measures the CPU time of the calling thread. */
export interface ThreadCpu {
  /** ms since some moment; only differences mean something. */
  read(): number;
  close(): void;
}

interface NodeWithThreadTimes {
  /** Node ≥ 23.9: µs of the calling thread. */
  readonly threadCpuUsage?: () => { readonly user: number; readonly system: number };
}

/**
 * The best measure that the runtime and the system have: Node's own, the scheduler's (proc_pid_schedstat(5), ns; to within a timer tick),
 * or else the CPU time of the whole program, which is an upper bound.
 */
export function createThreadCpu(node: NodeWithThreadTimes = process as NodeWithThreadTimes): ThreadCpu {
  const { threadCpuUsage } = node;
  if (threadCpuUsage !== undefined) return { read: () => milliseconds(threadCpuUsage()), close: () => {} };
  return openSchedstat() ?? { read: () => milliseconds(process.cpuUsage()), close: () => {} };
}

const milliseconds = ({ user, system }: { readonly user: number; readonly system: number }): number => (user + system) / 1000;

/** null where the system has no such file, or the kernel does not count. The descriptor stays with the thread that opened it. */
function openSchedstat(): ThreadCpu | null {
  let descriptor: number;
  try {
    descriptor = openSync('/proc/thread-self/schedstat', 'r');
  } catch {
    return null;
  }
  const buffer = Buffer.alloc(128);
  const read = (): number => {
    const length = readSync(descriptor, buffer, 0, buffer.length, 0);
    return Number.parseInt(buffer.toString('latin1', 0, length), 10) / 1_000_000;
  };
  if (read() > 0) return { read, close: () => closeSync(descriptor) };
  closeSync(descriptor);
  return null;
}
