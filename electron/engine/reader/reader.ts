import type { ReaderChild, ReaderLauncher } from './readerChild.ts';
import type { BlockingFile, ReadOrder, ReaderMessage } from './readerProtocol.ts';

/** What became of one read. */
export type ReadResult =
  | { readonly kind: 'read'; readonly bytes: Uint8Array; readonly isCut: boolean }
  /** It did not return within the deadline; that process is not asked again for 30 s. */
  | { readonly kind: 'blocked' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'denied' }
  | { readonly kind: 'failed'; readonly code: string };

/** A healthy read takes 7 µs; a process that maps 3 GB while it forks holds its lock for less than this (D4). */
const DEADLINE_MS = 200;
/** The child must be ready within this time; it counts towards no read's deadline. */
const START_MS = 5_000;
/** A blocked process is left alone for this long. */
const SKIP_MS = 30_000;
/** A child that cannot be started (process limit, D7) is tried again after this. */
const RETRY_MS = 1_000;
/** A child that has nothing to read is ended after this: it holds some 40 MB. */
const IDLE_MS = 15_000;
/** Blocked children that are kept waiting for their read to return; more are killed. */
const MOST_SENTINELS = 2;
/** Orders sent ahead of their answers, so that the child never waits for us. */
const AHEAD = 32;

interface Waiting {
  readonly order: ReadOrder;
  readonly key: string;
  readonly settle: (result: ReadResult) => void;
}

/**
 * Reads files that may block for ever, through a child that is given up when a read does not return in time. The order that
 * blocked is answered 'blocked', the others go on in a new child. The first blocked children stay as sentinels: their read returns
 * when the process lets go, which `onReleased` tells at once; the others are killed, and their processes skipped for a while.
 */
export class Reader {
  #child: ReaderChild | null = null;
  #isReady = false;
  #timer: NodeJS.Timeout | null = null;
  #nextId = 1;
  readonly #queue: Waiting[] = [];
  readonly #sent: Waiting[] = [];
  readonly #blockedUntil = new Map<string, number>();
  /** Keys of processes by the child that waits for them. */
  readonly #sentinels = new Map<ReaderChild, string>();
  #isClosed = false;
  /** Called with the key of a process that can be read again. */
  onReleased: (key: string) => void = () => {};

  constructor(readonly launch: ReaderLauncher) {}

  /** Reads at most `limit` bytes of a file of the process; `key` is its identity, by which a blocked one is remembered. Never rejects. */
  read(pid: number, key: string, file: BlockingFile, limit: number): Promise<ReadResult> {
    return new Promise((settle) => {
      if (this.#isClosed) return settle({ kind: 'failed', code: 'closed' });
      const until = this.#blockedUntil.get(key);
      if (until !== undefined && performance.now() < until) return settle({ kind: 'blocked' });
      this.#blockedUntil.delete(key);
      this.#queue.push({ order: { id: this.#nextId++, pid, file, limit }, key, settle });
      this.#send();
    });
  }

  /** Ends the child at once, also in the middle of a blocked read. */
  close(): void {
    this.#isClosed = true;
    this.#end();
    for (const child of this.#sentinels.keys()) child.kill();
    this.#sentinels.clear();
    for (const { settle } of [...this.#sent.splice(0), ...this.#queue.splice(0)]) settle({ kind: 'failed', code: 'closed' });
  }

  #send(): void {
    if (this.#queue.length === 0 || this.#isClosed) return;
    if (this.#child === null) this.#start();
    while (this.#isReady && this.#queue.length > 0 && this.#sent.length < AHEAD) {
      const next = this.#queue.shift()!;
      this.#sent.push(next);
      this.#child!.send(next.order);
      if (this.#sent.length === 1) this.#watch();
    }
  }

  #start(): void {
    const child = this.launch({
      onMessage: (message) => {
        if (child === this.#child) this.#take(message);
        else this.#release(child);
      },
      onExit: () => {
        if (child === this.#child) this.#lost();
        this.#sentinels.delete(child);
      },
    });
    this.#child = child;
    this.#isReady = false;
    this.#timer = setTimeout(() => this.#lost(), START_MS);
  }

  #take(message: ReaderMessage): void {
    if (message.kind === 'ready') {
      this.#isReady = true;
    } else {
      const first = this.#sent.shift();
      if (first === undefined || first.order.id !== message.id) return this.#lost();
      first.settle(resultOf(message));
    }
    this.#watch();
    this.#send();
  }

  /** Watches the order whose turn it is. */
  #watch(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = this.#sent.length === 0 ? setTimeout(() => this.#end(), IDLE_MS).unref() : setTimeout(() => this.#giveUp(), DEADLINE_MS);
  }

  #giveUp(): void {
    const blocked = this.#sent.shift();
    if (blocked === undefined) return;
    const now = performance.now();
    for (const [key, until] of this.#blockedUntil) if (until <= now) this.#blockedUntil.delete(key);
    this.#blockedUntil.set(blocked.key, now + SKIP_MS);
    if (this.#child !== null && this.#sentinels.size < MOST_SENTINELS && ![...this.#sentinels.values()].includes(blocked.key)) {
      this.#sentinels.set(this.#child, blocked.key);
      this.#child = null;
    }
    this.#end();
    blocked.settle({ kind: 'blocked' });
    this.#requeue();
    this.#dropBlocked(blocked.key);
    this.#send();
  }

  /** Other files of a process that blocks would block too, each for the whole deadline. */
  #dropBlocked(key: string): void {
    const others = this.#queue.splice(0);
    for (const waiting of others) {
      if (waiting.key === key) waiting.settle({ kind: 'blocked' });
      else this.#queue.push(waiting);
    }
  }

  /** A sentinel's read has returned: it has done its work, and the process can be read again. */
  #release(child: ReaderChild): void {
    const key = this.#sentinels.get(child);
    if (key === undefined) return;
    this.#sentinels.delete(child);
    child.kill();
    this.#blockedUntil.delete(key);
    this.onReleased(key);
  }

  /** The child died without being told to, or never got ready: its orders go to the next one, after a pause. */
  #lost(): void {
    this.#end();
    this.#requeue();
    if (!this.#isClosed) setTimeout(() => this.#send(), RETRY_MS).unref();
  }

  #requeue(): void {
    this.#queue.unshift(...this.#sent.splice(0));
  }

  #end(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
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
