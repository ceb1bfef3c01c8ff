/**
 * Files of /proc/PID that can block for as long as the process likes: they take its mmap_lock, or (io, wchan) wait for an execve of it
 * that waits for that lock of another process with the same memory. Read in the child alone.
 */
export type BlockingFile = 'cmdline' | 'smaps_rollup' | 'io' | 'wchan' | 'environ';

/** One file to read, at most `limit` bytes of it. */
export interface ReadOrder {
  readonly id: number;
  readonly pid: number;
  readonly file: BlockingFile;
  readonly limit: number;
}

/** What the child says: once that it is ready, then an answer to each order, as it returns. */
export type ReaderMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'read'; readonly id: number; readonly bytes: Uint8Array; readonly isCut: boolean }
  /** errno's name: ENOENT and ESRCH where the process is gone, EACCES and EPERM where it may not be read. */
  | { readonly kind: 'failed'; readonly id: number; readonly code: string };

/**
 * Threads of the child's pool, and so the reads that may hang in it at a time: UV_THREADPOOL_SIZE of its environment, which libuv reads once, at
 * its first use.
 */
export const READER_THREADS = 128;
