import type { ReadOrder } from './readerProtocol.ts';

/** What became of one read. */
export type ReadResult =
  | { readonly kind: 'read'; readonly bytes: Uint8Array; readonly isCut: boolean }
  /** It did not return within the deadline; that process is not asked again before it lets go. */
  | { readonly kind: 'blocked' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'denied' }
  | { readonly kind: 'failed'; readonly code: string };

/** One read that is wanted. */
export interface Waiting {
  readonly order: ReadOrder;
  /** The identity of its process. */
  readonly key: string;
  readonly settle: (result: ReadResult) => void;
  /** ms of a monotonic clock at which the child got it. */
  sentAt: number;
}

/** Orders taken before the list of them is cut. */
const CUT_AFTER = 1_024;

/**
 * Reads that wait for their turn, first come first served, but one of a process at a time. Each operation costs the same however many wait: a first
 * table of 20,000 processes is as many orders.
 */
export class OrderQueue {
  #orders: Waiting[] = [];
  /** Those before it are taken. */
  #next = 0;
  /** Processes of which one is under way, with the others that wait for that. */
  readonly #busy = new Map<string, Waiting[]>();

  get isEmpty(): boolean {
    return this.#next === this.#orders.length;
  }

  add(waiting: Waiting): void {
    this.#orders.push(waiting);
  }

  /** The next order whose process has none under way; it has one from now on, until it is released. null: there is none. */
  take(): Waiting | null {
    while (this.#next < this.#orders.length) {
      const waiting = this.#orders[this.#next++]!;
      if (this.#next === CUT_AFTER) {
        this.#orders = this.#orders.slice(this.#next);
        this.#next = 0;
      }
      const others = this.#busy.get(waiting.key);
      if (others === undefined) {
        this.#busy.set(waiting.key, []);
        return waiting;
      }
      others.push(waiting);
    }
    return null;
  }

  /** The order of this process that was under way is done: the others of it come next. */
  release(key: string): void {
    const others = this.#busy.get(key) ?? [];
    this.#busy.delete(key);
    this.#putFirst(others);
  }

  /** Orders that were under way are to be done again. */
  putBack(orders: readonly Waiting[]): void {
    const others = [...this.#busy.values()].flat();
    this.#busy.clear();
    this.#putFirst([...orders, ...others]);
  }

  /** Forgets all of them; those that were not under way. */
  clear(): Waiting[] {
    const left = [...[...this.#busy.values()].flat(), ...this.#orders.slice(this.#next)];
    this.#busy.clear();
    this.#orders = [];
    this.#next = 0;
    return left;
  }

  #putFirst(orders: readonly Waiting[]): void {
    if (orders.length > 0) this.#orders.splice(this.#next, 0, ...orders);
  }
}
