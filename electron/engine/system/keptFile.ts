import { closeSync, openSync, readSync } from 'node:fs';
import type { UnknownReason } from '../../../shared/fields/field.ts';

/** A file that could not be read is tried again after so many readings. */
const RETRY_EVERY = 30;
const FIRST_SIZE = 4096;
/** A machine with 4,096 CPUs has a /proc/stat of some 400 kB. */
const LARGEST_SIZE = 4 * 1024 * 1024;

/** A small file of the kernel that is read again and again through one descriptor. */
export class KeptFile {
  #descriptor: number | null = null;
  #buffer = Buffer.allocUnsafe(FIRST_SIZE);
  #failure: UnknownReason | null = null;
  #failedReadings = 0;

  constructor(readonly path: string) {}

  /** The whole file as it is now; null where it cannot be read, and `failure` says why. */
  read(): string | null {
    if (this.#failure !== null && this.#failedReadings++ % RETRY_EVERY !== RETRY_EVERY - 1) return null;
    try {
      this.#descriptor ??= openSync(this.path, 'r');
      const text = this.#readWhole(this.#descriptor);
      this.#failure = null;
      return text;
    } catch (error) {
      this.#failure = reasonOf(error);
      this.#failedReadings = 0;
      this.close();
      return null;
    }
  }

  /** Why the last reading failed; null where it did not. */
  get failure(): UnknownReason | null {
    return this.#failure;
  }

  close(): void {
    if (this.#descriptor !== null) closeSync(this.#descriptor);
    this.#descriptor = null;
  }

  #readWhole(descriptor: number): string {
    for (;;) {
      const length = readSync(descriptor, this.#buffer, 0, this.#buffer.length, 0);
      if (length < this.#buffer.length || length >= LARGEST_SIZE) return this.#buffer.toString('latin1', 0, length);
      this.#buffer = Buffer.allocUnsafe(this.#buffer.length * 2);
    }
  }
}

function reasonOf(error: unknown): UnknownReason {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EOPNOTSUPP':
      return 'unsupported';
    case 'EACCES':
    case 'EPERM':
      return 'denied';
    default:
      return 'failed';
  }
}
