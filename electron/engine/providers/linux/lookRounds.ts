/** Every row is read anew within this time, whatever its gate says: nice, group, RSS change from outside too. */
const FULL_ROUND_MS = 5_000;
/** Timers are late: five samples of a second are a round of 5 s all the same. */
const LATENESS_MS = 100;
/** While nobody looks, a round takes at least so many samples. */
const UNSEEN_ROUND = 6;
/** Samples without running after which a process is looked at half as often. */
const DOZES_AFTER = 10;
/** Most rows read whole in one sample, when there is no return: 20,000 take their turn within five samples, of which none is long. */
const MOST_FULL = 4_000;
/** ms without running after which a process that is not in view is looked at in its full round alone. */
const SLEEPS_AFTER_MS = 30_000;

/** How one sample looks at one process. */
export type Look = 'full' | 'gate' | 'none';

/** Decides which processes a sample reads whole, which it asks whether they have run, and which it passes over. */
export class LookRounds {
  /** Number of this sample. */
  tick = 0;
  /** ms of the monotonic clock: this sample, and the last. */
  now = Number.NaN;
  last = Number.NaN;
  #isSeen = false;
  /** Who comes back to look finds every row as it is now. */
  #isReturn = false;
  /** Samples in a full round. */
  #period = 1;

  /** `count`: rows there are. */
  begin(now: number, isSeen: boolean, count: number): void {
    this.tick++;
    this.last = this.now;
    this.now = now;
    this.#isReturn = isSeen && !this.#isSeen;
    this.#isSeen = isSeen;
    const interval = now - this.last;
    const least = Math.max(isSeen ? 1 : UNSEEN_ROUND, Math.ceil(count / MOST_FULL));
    if (interval > 0) this.#period = Math.max(least, Math.floor((FULL_ROUND_MS + LATENESS_MS) / interval));
  }

  /**
   * `fullAt` and `ranAt`: numbers of the samples in which it was last read whole and last seen to have run; `ranMs`: when that was.
   * Their pids spread the full looks over a round.
   */
  lookAt(pid: number, fullAt: number, ranAt: number, ranMs: number, isInView: boolean): Look {
    const { tick } = this;
    if (this.#isReturn || tick % this.#period === pid % this.#period || tick - fullAt >= this.#period) return 'full';
    if (isInView) return 'gate';
    if (this.isAsleep(ranMs)) return 'none';
    // Half of them in one sample, half in the next.
    return tick - ranAt > DOZES_AFTER && ((pid ^ tick) & 1) === 1 ? 'none' : 'gate';
  }

  /**
   * Whether the gate of a sleeper, or its owner where it has no gate, is asked in its full look: in every other round. Between, that it ran shows in its stat line; where it ran
   * for less than a clock tick, a new owner or locked memory shows a round later.
   */
  isGateDue(): boolean {
    return this.#isReturn || Math.floor(this.tick / this.#period) % 2 === 0;
  }

  /** `ranMs` as above. */
  isAsleep(ranMs: number): boolean {
    return this.now - ranMs > SLEEPS_AFTER_MS;
  }
}
