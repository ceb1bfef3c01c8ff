import { close, open, read as readFrom, readlink } from 'node:fs';
import type { ReadOrder, ReaderMessage } from './readerProtocol.ts';

/** Electron's side of a utility process (process.parentPort); absent under Node. */
interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: ReadOrder }) => void): void;
  postMessage(message: ReaderMessage): void;
}

/**
 * The killable child: reads files that may block, each in a thread of libuv's pool, and answers as they return. A read that blocks holds one
 * thread and no other read; its answer comes when the process lets go. It ends by itself when its host goes away.
 */
function read(order: ReadOrder, answer: (message: ReaderMessage) => void): void {
  const path = `/proc/${order.pid}`;
  const fail = (error: NodeJS.ErrnoException): void => answer({ kind: 'failed', id: order.id, code: error.code ?? 'EIO' });
  open(`${path}/${order.file}`, 'r', (openError, descriptor) => {
    if (openError !== null) return fail(openError);
    // One byte more than asked for tells whether there is more.
    const bytes = Buffer.alloc(order.limit + 1);
    const end = (error: NodeJS.ErrnoException | null, length: number): void => {
      close(descriptor, () => {});
      if (error !== null) return fail(error);
      const isCut = length > order.limit;
      answer({ kind: 'read', id: order.id, bytes: new Uint8Array(bytes.subarray(0, isCut ? order.limit : length)), isCut });
    };
    const readOn = (length: number): void =>
      readFrom(descriptor, bytes, length, bytes.length - length, null, (error, got) => {
        if (error === null && got > 0 && length + got < bytes.length) readOn(length + got);
        else if (error === null && order.file === 'wchan' && isUntold(bytes, length + got)) readlink(`${path}/cwd`, (denied) => end(denied, length + got));
        else end(error, length + got);
      });
    readOn(0);
  });
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
  process.on('message', (order: ReadOrder) => read(order, (message) => process.send?.(message)));
  process.on('disconnect', () => process.exit(0));
  process.send?.({ kind: 'ready' } satisfies ReaderMessage);
} else {
  parentPort.on('message', ({ data }) => read(data, (message) => parentPort.postMessage(message)));
  parentPort.postMessage({ kind: 'ready' });
}
