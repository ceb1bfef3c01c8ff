import { HISTORY_MS } from '../../../shared/process/history.ts';

/** Samples that are remembered: ten minutes of the shortest interval, half a second, are 1,200. A power of two. */
const MOST_SAMPLES = 2_048;
/** ms between two samples from which on nothing is known of the time between: nobody looked, or the machine slept. More than the longest interval that can be chosen. */
export const HOLE_MS = 12_000;

/** When the samples were taken: ms of a monotonic clock, by the number of the sample. */
export class SampleTimes {
  readonly #at = new Float64Array(MOST_SAMPLES);
  readonly #isAfterHole = new Uint8Array(MOST_SAMPLES);
  #wall = Number.NaN;
  /** Number of the last sample; -1 before the first. */
  last = -1;

  /**
   * Notes a sample: `now` is ms of a monotonic clock, `takenAt` ms since the epoch, by which a sleep of the machine shows that stops the other.
   * `pace`: ms between samples while somebody looks; 0: nobody does.
   */
  add(now: number, takenAt: number, pace = 0): void {
    const hole = Math.max(HOLE_MS, pace * 1.5);
    const before = this.last < 0 ? now : this.timeOf(this.last);
    const slept = takenAt - this.#wall - (now - before);
    this.#wall = takenAt;
    this.last++;
    const place = this.last & (MOST_SAMPLES - 1);
    this.#at[place] = now;
    this.#isAfterHole[place] = now - before > hole || slept > hole ? 1 : 0;
  }

  get oldest(): number {
    return Math.max(0, this.last - MOST_SAMPLES + 1);
  }

  /** The moment of a sample; of one that is forgotten, that of the oldest. */
  timeOf(tick: number): number {
    return this.#at[Math.max(tick, this.oldest) & (MOST_SAMPLES - 1)]!;
  }

  get now(): number {
    return this.timeOf(this.last);
  }

  /** The first sample at or after a moment. */
  firstAfter(moment: number): number {
    let low = this.oldest;
    let high = this.last;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.timeOf(middle) >= moment) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Times in which nothing was sampled, ms before the last sample, the oldest first. */
  holes(): readonly (readonly [from: number, to: number])[] {
    const holes: [number, number][] = [];
    for (let tick = this.firstAfter(this.now - HISTORY_MS); tick <= this.last; tick++) {
      if (tick > this.oldest && this.#isAfterHole[tick & (MOST_SAMPLES - 1)] === 1)
        holes.push([Math.round(this.now - this.timeOf(tick - 1)), Math.round(this.now - this.timeOf(tick))]);
    }
    return holes;
  }
}
