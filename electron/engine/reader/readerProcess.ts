import { closeSync, openSync, readlinkSync, readSync } from 'node:fs';
import type { ReadOrder, ReaderMessage } from './readerProtocol.ts';

/** Electron's side of a utility process (process.parentPort); absent under Node. */
interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: ReadOrder }) => void): void;
  postMessage(message: ReaderMessage): void;
}

/**
 * The killable child: reads files that may block, one after another, and answers each at once. When one blocks, its host kills
 * it; nothing else can end such a read. It ends by itself when its host goes away.
 */
function read(order: ReadOrder): ReaderMessage {
  try {
    const descriptor = openSync(`/proc/${order.pid}/${order.file}`, 'r');
    try {
      // One byte more than asked for tells whether there is more.
      const bytes = Buffer.alloc(order.limit + 1);
      let length = 0;
      for (let got = -1; got !== 0 && length < bytes.length; length += got) got = readSync(descriptor, bytes, length, bytes.length - length, null);
      if (order.file === 'wchan' && isUntold(bytes, length)) readlinkSync(`/proc/${order.pid}/cwd`);
      const isCut = length > order.limit;
      return { kind: 'read', id: order.id, bytes: new Uint8Array(bytes.subarray(0, isCut ? order.limit : length)), isCut };
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    return { kind: 'failed', id: order.id, code: (error as NodeJS.ErrnoException).code ?? 'EIO' };
  }
}

/**
 * wchan is `0` for a process that waits nowhere, and the same for one that may not be traced, without an error. The working directory
 * needs the same right and does fail (proc_pid_cwd(5)).
 */
function isUntold(bytes: Uint8Array, length: number): boolean {
  return length === 0 || (length === 1 && bytes[0] === 0x30);
}

const parentPort = (process as unknown as { readonly parentPort?: ParentPort }).parentPort;
if (parentPort === undefined) {
  process.on('message', (order: ReadOrder) => process.send?.(read(order)));
  process.on('disconnect', () => process.exit(0));
  process.send?.({ kind: 'ready' } satisfies ReaderMessage);
} else {
  parentPort.on('message', ({ data }) => parentPort.postMessage(read(data)));
  parentPort.postMessage({ kind: 'ready' });
}
