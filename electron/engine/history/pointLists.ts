import { BLOCK_POINTS, NONE, PointPool } from './pointPool.ts';

const FIRST_CAPACITY = 256;

/** Points in order, as they are taken out to be looked at. */
export interface Points {
  readonly ticks: number[];
  readonly values: number[];
}

/**
 * Lists of points by number, in one pool. A point says: until this tick the value was this one. So a list without points is a value that has
 * not changed, and takes no memory.
 */
export class PointLists {
  readonly pool: PointPool;
  #heads = new Int32Array(FIRST_CAPACITY).fill(NONE);
  #tails = new Int32Array(FIRST_CAPACITY).fill(NONE);
  /** Points in the last block. */
  #counts = new Uint8Array(FIRST_CAPACITY);
  /** Nothing is known of what was before this tick: it had to be given up. */
  #since = new Uint32Array(FIRST_CAPACITY);

  constructor(mostBlocks: number) {
    this.pool = new PointPool(mostBlocks);
  }

  /** Makes room for lists up to this number. */
  reserve(count: number): void {
    if (count <= this.#heads.length) return;
    const capacity = Math.max(count, this.#heads.length * 2);
    const larger = <T extends Int32Array | Uint8Array | Uint32Array>(old: T, grown: T): T => {
      grown.set(old);
      return grown;
    };
    this.#heads = larger(this.#heads, new Int32Array(capacity).fill(NONE));
    this.#tails = larger(this.#tails, new Int32Array(capacity).fill(NONE));
    this.#counts = larger(this.#counts, new Uint8Array(capacity));
    this.#since = larger(this.#since, new Uint32Array(capacity));
  }

  /** Bytes of the lists' own, without the pool. */
  get bytes(): number {
    return this.#heads.length * 13;
  }

  isEmpty(list: number): boolean {
    return this.#heads[list] === NONE;
  }

  /** The tick before which nothing is known of it; 0: nothing was given up. */
  sinceOf(list: number): number {
    return this.#since[list]!;
  }

  /**
   * Notes that the value was this one until the tick. A second note of a tick says nothing: the value between has lasted no time. Without room it
   * gives up the oldest that it has; `makeRoom` may find some before, and says whether it did.
   */
  append(list: number, tick: number, value: number, makeRoom: () => boolean): void {
    let tail = this.#tails[list]!;
    const count = this.#counts[list]!;
    if (tail !== NONE && this.pool.tickAt(tail, count - 1) === tick) return;
    if (tail === NONE || count === BLOCK_POINTS) {
      let block = this.pool.take();
      while (block === NONE && makeRoom()) block = this.pool.take();
      if (block === NONE) {
        this.#giveUpOldest(list, tick);
        block = this.pool.take();
        if (block === NONE) return;
        tail = this.#tails[list]!;
      }
      if (tail === NONE) this.#heads[list] = block;
      else this.pool.link(tail, block);
      this.#tails[list] = block;
      this.#counts[list] = 0;
      tail = block;
    }
    this.pool.put(tail, this.#counts[list]!, tick, value);
    this.#counts[list]!++;
  }

  /** Its points, the oldest first, into arrays that are used again. */
  read(list: number, into: Points): void {
    into.ticks.length = 0;
    into.values.length = 0;
    for (let block = this.#heads[list]!; block !== NONE; block = this.pool.nextOf(block)) {
      const count = block === this.#tails[list] ? this.#counts[list]! : BLOCK_POINTS;
      for (let i = 0; i < count; i++) {
        into.ticks.push(this.pool.tickAt(block, i));
        into.values.push(this.pool.valueAt(block, i));
      }
    }
  }

  /** Puts fewer points, or as many, in the place of those it has. */
  replace(list: number, { ticks, values }: Points): void {
    const since = this.#since[list]!;
    this.clear(list);
    this.#since[list] = since;
    for (let i = 0; i < ticks.length; i++) this.append(list, ticks[i]!, values[i]!, () => false);
  }

  clear(list: number): void {
    for (let block = this.#heads[list]!; block !== NONE; ) {
      const next = this.pool.nextOf(block);
      this.pool.give(block);
      block = next;
    }
    this.#heads[list] = NONE;
    this.#tails[list] = NONE;
    this.#counts[list] = 0;
    this.#since[list] = 0;
  }

  forgetSince(list: number): void {
    this.#since[list] = 0;
  }

  /** Lets its oldest block go, or, of one that has none, what it would have noted now. */
  #giveUpOldest(list: number, tick: number): void {
    const head = this.#heads[list]!;
    if (head === NONE) {
      this.#since[list] = tick;
      return;
    }
    const isLast = head === this.#tails[list];
    const lastTick = this.pool.tickAt(head, (isLast ? this.#counts[list]! : BLOCK_POINTS) - 1);
    const next = this.pool.nextOf(head);
    this.pool.give(head);
    this.#heads[list] = next;
    if (isLast) this.#tails[list] = NONE;
    this.#since[list] = lastTick;
  }
}
