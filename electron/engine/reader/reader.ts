import type { ReaderChild, ReaderLauncher } from './readerChild.ts';
import { OrderQueue, type ReadResult, type Waiting } from './orderQueue.ts';
import { type BlockingFile, READER_THREADS, type ReaderMessage } from './readerProtocol.ts';

/** A healthy read takes 7 µs; a process that maps 3 GB while it forks holds its lock for less than this (D4). */
const DEADLINE_MS = 200;
/** The child must be ready within this time; it counts towards no read's deadline. */
const START_MS = 5_000;
/** A process whose read was broken off with its child is left alone for this long. */
const SKIP_MS = 30_000;
/** A child that cannot be started (process limit, D7) is tried again after this. */
const RETRY_MS = 1_000;
/** A child that has nothing to read is ended after this: it holds some 40 MB. */
const IDLE_MS = 15_000;
/** Orders under way at a time, so that the child never waits for us. */
const AHEAD = 64;
/** Reads that may hang in one child; with one more it is killed. What is under way always finds a thread of its own. */
const MOST_STUCK = READER_THREADS - AHEAD;

/**
 * Reads files that may block for ever, through a child with many threads. A read that does not return in time is answered 'blocked' and stays
 * in its thread: it returns when the process lets go, which `onReleased` tells at once. The child can be killed at any moment, and is where too
 * many reads hang in it.
 */
export class Reader {
  #child: ReaderChild | null = null;
  #isReady = false;
  #timer: NodeJS.Timeout | null = null;
  #nextId = 1;
  readonly #queue = new OrderQueue();
  /** By the number of their order, the oldest first. */
  readonly #sent = new Map<number, Waiting>();
  /** Keys of the processes whose read hangs, by the number of its order. */
  readonly #stuck = new Map<number, string>();
  readonly #blockedUntil = new Map<string, number>();
  #isClosed = false;
  /** Called with the key of a process that can be read again. */
  onReleased: (key: string) => void = () => {};

  constructor(readonly launch: ReaderLauncher) {}

  /** Reads at most `limit` bytes of a file of the process; `key` is its identity, by which a blocked one is remembered. Never rejects. */
  read(pid: number, key: string, file: BlockingFile, limit: number): Promise<ReadResult> {
    return new Promise((settle) => {
      if (this.#isClosed) return settle({ kind: 'failed', code: 'closed' });
      if (this.#isBlocked(key)) return settle({ kind: 'blocked' });
      this.#queue.add({ order: { id: this.#nextId++, pid, file, limit }, key, settle, sentAt: 0 });
      this.#send();
    });
  }

  /** Ends the child at once, also in the middle of a blocked read. */
  close(): void {
    this.#isClosed = true;
    this.#end();
    for (const { settle } of [...this.#sent.values(), ...this.#queue.clear()]) settle({ kind: 'failed', code: 'closed' });
    this.#sent.clear();
  }

  #isBlocked(key: string): boolean {
    const until = this.#blockedUntil.get(key);
    if (until === undefined) return false;
    if (performance.now() < until) return true;
    this.#blockedUntil.delete(key);
    return false;
  }

  #send(): void {
    if (this.#isClosed) return;
    if (this.#child === null && !this.#queue.isEmpty) this.#start();
    if (!this.#isReady) return;
    while (this.#sent.size < AHEAD) {
      // One file of a process at a time: the others of one that blocks would block too, each in a thread.
      const next = this.#queue.take();
      if (next === null) break;
      if (this.#isBlocked(next.key)) {
        this.#queue.release(next.key);
        next.settle({ kind: 'blocked' });
        continue;
      }
      next.sentAt = performance.now();
      this.#sent.set(next.order.id, next);
      this.#child!.send(next.order);
    }
    this.#watch();
  }

  #start(): void {
    const child = this.launch({
      onMessage: (message) => {
        if (child === this.#child) this.#take(message);
      },
      onExit: () => {
        if (child === this.#child) this.#lost();
      },
    });
    this.#child = child;
    this.#isReady = false;
    this.#timer = setTimeout(() => this.#lost(), START_MS);
  }

  #take(message: ReaderMessage): void {
    if (message.kind === 'ready') this.#isReady = true;
    else {
      const sent = this.#sent.get(message.id);
      this.#sent.delete(message.id);
      if (sent !== undefined) this.#queue.release(sent.key);
      sent?.settle(resultOf(message));
      this.#release(message.id);
    }
    this.#send();
  }

  /** A read that hung has returned: the process can be read again. */
  #release(id: number): void {
    const key = this.#stuck.get(id);
    if (key === undefined) return;
    this.#stuck.delete(id);
    this.#blockedUntil.delete(key);
    this.onReleased(key);
  }

  /** Watches the oldest order under way; ends a child that has nothing to do and nothing to wait for. */
  #watch(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const [oldest] = this.#sent.values();
    if (oldest !== undefined) this.#timer = setTimeout(() => this.#giveUp(), Math.max(0, oldest.sentAt + DEADLINE_MS - performance.now()));
    else if (this.#stuck.size === 0) this.#timer = setTimeout(() => this.#end(), IDLE_MS).unref();
  }

  /** What is past its deadline is blocked. */
  #giveUp(): void {
    const now = performance.now();
    for (const [id, waiting] of this.#sent) {
      if (waiting.sentAt + DEADLINE_MS > now) break;
      this.#sent.delete(id);
      this.#stuck.set(id, waiting.key);
      this.#blockedUntil.set(waiting.key, Number.POSITIVE_INFINITY);
      this.#queue.release(waiting.key);
      waiting.settle({ kind: 'blocked' });
    }
    if (this.#stuck.size > MOST_STUCK) {
      this.#end();
      this.#requeue();
    } else this.#watch();
    this.#send();
  }

  /** The child died without being told to, or never got ready: its orders go to the next one, after a pause. */
  #lost(): void {
    this.#end();
    this.#requeue();
    if (!this.#isClosed) setTimeout(() => this.#send(), RETRY_MS).unref();
  }

  #requeue(): void {
    this.#queue.putBack([...this.#sent.values()]);
    this.#sent.clear();
  }

  /** What hung in the child is broken off with it: nobody tells when those processes let go, so they are asked again after a while. */
  #end(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const now = performance.now();
    for (const [key, until] of this.#blockedUntil) if (until <= now) this.#blockedUntil.delete(key);
    for (const key of this.#stuck.values()) this.#blockedUntil.set(key, now + SKIP_MS);
    this.#stuck.clear();
    const child = this.#child;
    this.#child = null;
    this.#isReady = false;
    child?.kill();
  }
}

function resultOf(message: Exclude<ReaderMessage, { kind: 'ready' }>): ReadResult {
  if (message.kind === 'read') return { kind: 'read', bytes: message.bytes, isCut: message.isCut };
  switch (message.code) {
    case 'ENOENT':
    case 'ESRCH':
      return { kind: 'gone' };
    case 'EACCES':
    case 'EPERM':
      return { kind: 'denied' };
    default:
      return { kind: 'failed', code: message.code };
  }
}
