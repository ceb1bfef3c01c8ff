import { closeSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';
import { type Change, type ChangeKind, IO_CLASSES, LOWEST_IO_LEVEL, MOST_CPUS, parseCpuList } from '../../../shared/process/change.ts';
import { platform } from '../providers/index.ts';
import { systemCalls } from './systemCalls.ts';

/** What reading or setting gave: a value, or the name of the error. */
export type Got<T> = { readonly value: T } | { readonly code: string };

/** One setting, of one thread or (OOM score) of the process. */
export interface Setting {
  /** Whether each thread has its own (setpriority(2), ioprio_set(2), sched_setaffinity(2)): a process's setting is that of all its threads. */
  readonly isOfThread: boolean;
  read(id: number): Got<Change>;
  /** `isStill` is asked when the process can no longer be mistaken, right before the change. 'gone': it said no. */
  write(id: number, change: Change, isStill: () => boolean): 'done' | 'gone' | { readonly code: string };
}

/** The bits of a value of I/O priority: 3 of class, 10 of hints, 3 of level (include/uapi/linux/ioprio.h). */
const IO_CLASS_SHIFT = 13;
const MASK_BYTES = MOST_CPUS / 8;

const nice: Setting = {
  isOfThread: platform === 'linux',
  read: (tid) => attempt(() => ({ kind: 'nice', nice: getPriority(tid) })),
  write: (tid, change, isStill) => {
    if (change.kind !== 'nice') return { code: 'EINVAL' };
    if (!isStill()) return 'gone';
    const got = attempt(() => setPriority(tid, change.nice));
    return 'code' in got ? got : 'done';
  },
};

const ioPriority: Setting = {
  isOfThread: true,
  read: (tid) => {
    const got = systemCalls()?.ioPriorityOf(tid) ?? 'ENOSYS';
    if (typeof got === 'string') return { code: got };
    const ioClass = IO_CLASSES[got >> IO_CLASS_SHIFT] ?? 'none';
    const level = ioClass === 'realtime' || ioClass === 'best-effort' ? got & LOWEST_IO_LEVEL : 0;
    return { value: { kind: 'ioPriority', ioClass, level } };
  },
  write: (tid, change, isStill) => {
    if (change.kind !== 'ioPriority') return { code: 'EINVAL' };
    if (!isStill()) return 'gone';
    return doneOr(systemCalls()?.setIoPriority(tid, (IO_CLASSES.indexOf(change.ioClass) << IO_CLASS_SHIFT) | change.level));
  },
};

const affinity: Setting = {
  isOfThread: true,
  read: (tid) => {
    const mask = Buffer.alloc(MASK_BYTES);
    const got = systemCalls()?.affinityOf(tid, mask) ?? 'ENOSYS';
    return typeof got === 'string' ? { code: got } : { value: { kind: 'affinity', cpus: cpusIn(mask) } };
  },
  write: (tid, change, isStill) => {
    if (change.kind !== 'affinity') return { code: 'EINVAL' };
    const mask = Buffer.alloc(MASK_BYTES);
    for (const cpu of change.cpus) mask[cpu >> 3]! |= 1 << (cpu & 7);
    if (!isStill()) return 'gone';
    return doneOr(systemCalls()?.setAffinity(tid, mask));
  },
};

const oomScoreAdjust: Setting = {
  isOfThread: false,
  read: (pid) => attempt(() => ({ kind: 'oomScoreAdjust', adjust: Number(readFileSync(`/proc/${pid}/oom_score_adj`, 'latin1')) })),
  // The open file stands for the process that had the pid then: nothing can come between the look and the write.
  write: (pid, change, isStill) => {
    if (change.kind !== 'oomScoreAdjust') return { code: 'EINVAL' };
    const file = attempt(() => openSync(`/proc/${pid}/oom_score_adj`, 'r+'));
    // That the file may not be opened, not that the value may not be so low.
    if ('code' in file) return { code: file.code === 'EACCES' ? 'EPERM' : file.code };
    try {
      if (!isStill()) return 'gone';
      const got = attempt(() => writeSync(file.value, String(change.adjust)));
      return 'code' in got ? got : 'done';
    } finally {
      closeSync(file.value);
    }
  },
};

export const SETTINGS: Readonly<Record<ChangeKind, Setting>> = { nice, ioPriority, affinity, oomScoreAdjust };

/** What can be changed of a process on this system. */
export function changesHere(): ChangeKind[] {
  if (platform !== 'linux') return ['nice'];
  if (systemCalls() === null) return ['nice', 'oomScoreAdjust'];
  return 'code' in ioPriority.read(process.pid) ? ['nice', 'affinity', 'oomScoreAdjust'] : ['nice', 'ioPriority', 'affinity', 'oomScoreAdjust'];
}

/** Numbers of the CPUs that this system lets a process be bound to; empty where it cannot be. */
export function cpusHere(): number[] {
  const all = platform === 'linux' && systemCalls() !== null ? affinity.read(process.pid) : null;
  if (all === null || 'code' in all) return [];
  const online = attempt(() => readFileSync('/sys/devices/system/cpu/online', 'latin1'));
  const own = all.value.kind === 'affinity' ? all.value.cpus : [];
  return 'code' in online ? [...own] : (parseCpuList(online.value) ?? [...own]);
}

/** Threads of a process; on systems that do not list them, itself. The main thread is the first. */
export function threadsOf(pid: number): number[] {
  if (platform !== 'linux') return [pid];
  const got = attempt(() => readdirSync(`/proc/${pid}/task`));
  return 'code' in got ? [] : got.value.map(Number);
}

function cpusIn(mask: Buffer): number[] {
  const cpus: number[] = [];
  for (let byte = 0; byte < mask.length; byte++) {
    for (let bit = 0; mask[byte] !== 0 && bit < 8; bit++) if ((mask[byte]! & (1 << bit)) !== 0) cpus.push(byte * 8 + bit);
  }
  return cpus;
}

function doneOr(result: number | string | undefined): 'done' | { readonly code: string } {
  return typeof result === 'number' ? 'done' : { code: result ?? 'ENOSYS' };
}

/** Node names the errors of its own calls by a code, those of the os module by `info.code` (SystemError). */
function attempt<T>(act: () => T): Got<T> {
  try {
    return { value: act() };
  } catch (error) {
    const { code, info } = error as NodeJS.ErrnoException & { readonly info?: { readonly code?: string } };
    return { code: info?.code ?? code ?? 'EIO' };
  }
}
