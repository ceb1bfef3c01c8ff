import type { Writable } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import type { Port } from '../../shared/transport/port.ts';

/** Bytes waiting for a client beyond which it is sent no deltas: it will see a gap and ask for a snapshot (F2). */
export const SKIP_ABOVE = 1024 * 1024;
/** Bytes beyond which it is dropped at once: it asks and does not read. */
export const DROP_ABOVE = 16 * 1024 * 1024;
/** ms that a client may stay above SKIP_ABOVE. */
export const PATIENCE = 5000;

/** The part of a WebSocket that the port needs. */
export type Socket = Pick<WebSocket, 'bufferedAmount' | 'close' | 'on' | 'readyState' | 'send' | 'terminate'>;

/** The stream below the WebSocket. */
export type Stream = Pick<Writable, 'cork' | 'uncork'>;

const OPEN = 1;

/** A Port over a WebSocket of text messages, each one frame as JSON. */
export class WebSocketPort implements Port {
  readonly #socket: Socket;
  readonly #stream: Stream | null;
  #isGathering = false;
  #impatience: NodeJS.Timeout | null = null;
  #frameListener: (frame: unknown) => void = () => {};
  #closeListener: (reason: string) => void = () => {};
  #isOpen = true;

  /** Without the stream below, each frame leaves in a write of its own. */
  constructor(socket: Socket, stream: Stream | null = null) {
    this.#socket = socket;
    this.#stream = stream;
    socket.on('message', (data, isBinary) => this.#frameListener(parseMessage(data, isBinary)));
    socket.on('close', () => this.#end('the browser has gone'));
    socket.on('error', () => socket.terminate());
  }

  post(frame: unknown): void {
    if (!this.#isOpen || this.#socket.readyState !== OPEN) return;
    const queued = this.#socket.bufferedAmount;
    if (queued > DROP_ABOVE) return this.#drop();
    if (queued > SKIP_ABOVE) {
      this.#impatience ??= setTimeout(() => this.#judge(), PATIENCE);
      if (isDelta(frame)) return;
    }
    this.#gather();
    this.#socket.send(JSON.stringify(frame));
  }

  onFrame(listener: (frame: unknown) => void): void {
    this.#frameListener = listener;
  }

  onClose(listener: (reason: string) => void): void {
    this.#closeListener = listener;
  }

  close(reason: string): void {
    this.#socket.close(1000, reason.slice(0, 100));
    this.#end(reason);
  }

  /** What is posted in one go leaves in one write: each would wake the browser. */
  #gather(): void {
    const stream = this.#stream;
    if (stream === null || this.#isGathering) return;
    this.#isGathering = true;
    stream.cork();
    process.nextTick(() => {
      this.#isGathering = false;
      stream.uncork();
    });
  }

  #judge(): void {
    this.#impatience = null;
    if (this.#socket.bufferedAmount > SKIP_ABOVE) this.#drop();
  }

  #drop(): void {
    this.#socket.terminate();
    this.#end('the browser does not read');
  }

  #end(reason: string): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    if (this.#impatience !== null) clearTimeout(this.#impatience);
    this.#closeListener(reason);
  }
}

function isDelta(frame: unknown): boolean {
  return typeof frame === 'object' && frame !== null && 'kind' in frame && frame.kind === 'event' && 'name' in frame && frame.name === 'delta';
}

/** A text message as JSON; undefined for anything else: the contract refuses that like any other foreign message. */
export function parseMessage(data: RawData, isBinary: boolean): unknown {
  if (isBinary || !Buffer.isBuffer(data)) return undefined;
  try {
    return JSON.parse(data.toString());
  } catch {
    return undefined;
  }
}
