/** Points of a block, the unit in which lists grow: an idle process has one, or none. */
export const BLOCK_POINTS = 8;
const BLOCKS_OF_SLAB = 1024;
const SLAB_SHIFT = 10;
/** No block. */
export const NONE = -1;

/**
 * Memory for points (a tick and a value) in blocks that are chained: numbers outside of V8's heap, where the collector never walks. Grows by slabs of
 * 68 kB up to a bound, and never shrinks.
 */
export class PointPool {
  readonly #ticks: Uint32Array[] = [];
  readonly #values: Float32Array[] = [];
  readonly #next: Int32Array[] = [];
  #free = NONE;
  #made = 0;
  /** Blocks in use. */
  used = 0;

  /** `mostBlocks` is rounded up to whole slabs. */
  constructor(readonly mostBlocks: number) {}

  /** Bytes that are held. */
  get bytes(): number {
    return this.#ticks.length * BLOCKS_OF_SLAB * (BLOCK_POINTS * 8 + 4);
  }

  /** A block of its own, chained to nothing; NONE where the bound is reached. */
  take(): number {
    let block = this.#free;
    if (block !== NONE) this.#free = this.nextOf(block);
    else {
      if (this.#made === this.#ticks.length * BLOCKS_OF_SLAB && !this.#grow()) return NONE;
      block = this.#made++;
    }
    this.link(block, NONE);
    this.used++;
    return block;
  }

  /** Gives one block back. */
  give(block: number): void {
    this.link(block, this.#free);
    this.#free = block;
    this.used--;
  }

  nextOf(block: number): number {
    return this.#next[block >> SLAB_SHIFT]![block & (BLOCKS_OF_SLAB - 1)]!;
  }

  link(block: number, next: number): void {
    this.#next[block >> SLAB_SHIFT]![block & (BLOCKS_OF_SLAB - 1)] = next;
  }

  tickAt(block: number, index: number): number {
    return this.#ticks[block >> SLAB_SHIFT]![placeOf(block, index)]!;
  }

  valueAt(block: number, index: number): number {
    return this.#values[block >> SLAB_SHIFT]![placeOf(block, index)]!;
  }

  put(block: number, index: number, tick: number, value: number): void {
    const place = placeOf(block, index);
    this.#ticks[block >> SLAB_SHIFT]![place] = tick;
    this.#values[block >> SLAB_SHIFT]![place] = value;
  }

  #grow(): boolean {
    if (this.#made >= this.mostBlocks) return false;
    this.#ticks.push(new Uint32Array(BLOCKS_OF_SLAB * BLOCK_POINTS));
    this.#values.push(new Float32Array(BLOCKS_OF_SLAB * BLOCK_POINTS));
    this.#next.push(new Int32Array(BLOCKS_OF_SLAB));
    return true;
  }
}

const placeOf = (block: number, index: number): number => (block & (BLOCKS_OF_SLAB - 1)) * BLOCK_POINTS + index;
