import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { readDescriptorLimit } from './systemFacts.ts';

/** Kernel memory that one read descriptor of /proc/PID/stat or schedstat holds, measured over 5,072 processes on Linux 6.18. */
const BYTES_PER_DESCRIPTOR = 5_100;
/** Most of that memory cannot be swapped, so all descriptors together may take no more than this. */
const MEMORY_CAP = 24_000_000;

/**
 * How many descriptors may stay open between samples: a quarter of the limit, for running out of them breaks everything in the
 * program (listing and spawning too), and no more kernel memory than the cap.
 */
export function descriptorBudget(limit = readDescriptorLimit()): number {
  return Math.min(Math.floor(limit / 4), Math.floor(MEMORY_CAP / BYTES_PER_DESCRIPTOR));
}

/** Opens, reads and closes small files of /proc into one buffer, and counts what it does: the tests hold the engine to it. */
export class ProcFiles {
  /** Holds the last file read. comm may make stat longer than usual, never longer than this. */
  readonly buffer = Buffer.alloc(8192);
  /** For a second file while the first is still needed. */
  readonly sideBuffer = Buffer.alloc(8192);
  /** Descriptors open now, and how many there may be. */
  open = 0;
  budget: number;
  /** System calls made so far: open, read and close count one each. */
  calls = 0;
  /** errno's name of the last open or read that failed. */
  failure = '';

  constructor(budget = descriptorBudget()) {
    this.budget = budget;
  }

  /** Opens a file to keep; null where it is gone, forbidden or there is no descriptor left (the budget then shrinks to what is open). */
  keep(path: string): number | null {
    if (this.open >= this.budget) return null;
    this.calls++;
    try {
      const descriptor = openSync(path, 'r');
      this.open++;
      return descriptor;
    } catch (error) {
      if (isOutOfDescriptors(error)) this.budget = Math.floor(this.open / 2);
      return null;
    }
  }

  release(descriptor: number): void {
    this.calls++;
    this.open--;
    closeSync(descriptor);
  }

  /** Reads from the start of an open file; 0 where the process behind it has ended (ESRCH). */
  read(descriptor: number, into = this.buffer): number {
    this.calls++;
    try {
      return readSync(descriptor, into, 0, into.length, 0);
    } catch (error) {
      this.failure = codeOf(error);
      return 0;
    }
  }

  /** Reads a file once; -1 where it cannot be read, whatever the reason. */
  readOnce(path: string, into = this.buffer): number {
    this.calls++;
    let descriptor: number;
    try {
      descriptor = openSync(path, 'r');
    } catch (error) {
      this.failure = codeOf(error);
      if (isOutOfDescriptors(error)) this.budget = Math.floor(this.open / 2);
      return -1;
    }
    const length = this.read(descriptor, into);
    this.calls++;
    closeSync(descriptor);
    return length;
  }

  /** What /proc holds: pids among other names. */
  list(): string[] {
    return readdirSync('/proc');
  }

  /** A number that moves with that of the machine's processes: links of /proc (proc_root_getattr, fs/proc/root.c). NaN where there is none. */
  countProcesses(): number {
    this.calls++;
    return statSync('/proc', { throwIfNoEntry: false })?.nlink ?? Number.NaN;
  }

  /** uid that owns the directory of a process; null when it is gone. */
  readOwner(path: string): number | null {
    this.calls++;
    return statSync(path, { throwIfNoEntry: false })?.uid ?? null;
  }

  text(length: number): string {
    return this.buffer.toString('latin1', 0, length);
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'EIO';
}

function isOutOfDescriptors(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'EMFILE' || code === 'ENFILE';
}
