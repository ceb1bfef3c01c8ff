import { readFileSync, readlinkSync } from 'node:fs';
import type { WaitTarget } from '../../../../shared/process/diagnosis/facts.ts';

/**
 * Numbers of the system calls that take a descriptor first and may wait for its file: read, write, their relatives, fsync, fdatasync, ftruncate,
 * getdents, fstat (asm/unistd.h of each architecture).
 */
const CALLS: Readonly<Record<string, ReadonlySet<number>>> = {
  x64: new Set([0, 1, 5, 17, 18, 19, 20, 74, 75, 77, 217, 285, 295, 296]),
  arm64: new Set([46, 47, 61, 63, 64, 65, 66, 67, 68, 69, 70, 80, 82, 83]),
};

/** The file that a process waits for in a system call (proc_pid_syscall(5)); null where the call names none, or may not be read. */
export function readWaitTarget(path: string): WaitTarget | null {
  try {
    const [call, first] = readFileSync(`${path}/syscall`, 'latin1').split(' ');
    if (first === undefined || CALLS[process.arch]?.has(Number(call)) !== true) return null;
    const target = readlinkSync(`${path}/fd/${Number.parseInt(first, 16)}`);
    return { path: target, fileSystem: target.startsWith('/') ? findMount(readFileSync(`${path}/mountinfo`, 'utf8'), target) : null };
  } catch {
    return null;
  }
}

/** The mount that a path lies on: the last one with the longest mount point (proc_pid_mountinfo(5)). */
export function findMount(mountinfo: string, path: string): WaitTarget['fileSystem'] {
  let best: WaitTarget['fileSystem'] = null;
  for (const line of mountinfo.split('\n')) {
    const [left, right] = line.split(' - ');
    const mountPoint = unescape(left?.split(' ')[4] ?? '');
    const [type, source] = right?.split(' ') ?? [];
    if (mountPoint === '' || type === undefined || source === undefined || !isBelow(path, mountPoint)) continue;
    if (best === null || mountPoint.length >= best.mountPoint.length) best = { type: unescape(type), source: unescape(source), mountPoint };
  }
  return best;
}

const isBelow = (path: string, folder: string): boolean => folder === '/' || path === folder || path.startsWith(`${folder}/`);

/** Blanks, tabs, newlines and backslashes are written as octal numbers there. */
const unescape = (text: string): string => text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
