import type { SlowReason } from '../../shared/system/surroundings.ts';

/** How far the sampler has backed off because of its cost. */
export interface Backoff {
  /** The interval is this many times the usual one: a power of two. */
  readonly factor: number;
  /** Samples in a row that cost too much, that would be cheap at half the interval, and that may be so. */
  readonly dear: number;
  readonly cheap: number;
  readonly hopeful: number;
  /** So many hopeful samples in a row are wanted before half the interval is tried. */
  readonly patience: number;
  /** Samples since it was last tried. */
  readonly tried: number;
}

/** Hopeful samples before the first try, and at most: each try that fails soon doubles them. */
const FIRST_PATIENCE = 15;
const MOST_PATIENCE = 480;
const SOON = 10;

export const NO_BACKOFF: Backoff = { factor: 1, dear: 0, cheap: 0, hopeful: 0, patience: FIRST_PATIENCE, tried: Number.POSITIVE_INFINITY };

/** What the pace follows from. */
export interface PaceFacts {
  /** ms between samples that the host asks for. */
  readonly wanted: number;
  /** Whether anyone looks. */
  readonly isSeen: boolean;
  readonly isOnBattery: boolean | null;
  /** CPU ms of the sampler's thread in the sample just taken; null where this is not about a sample. */
  readonly cost: number | null;
  readonly backoff: Backoff;
}

export interface Pace {
  /** ms between samples. */
  readonly interval: number;
  /** Why it is longer than wanted; empty where it is not. */
  readonly slowed: readonly SlowReason[];
  readonly backoff: Backoff;
}

/** While nobody looks the table is sampled this many times less often. */
const HIDDEN_FACTOR = 30;
const BATTERY_FACTOR = 2;
/** A sample may cost this share of its interval. */
const AFFORDABLE = 0.05;
/** ms: the cost alone drives the interval no further. */
const LONGEST = 10_000;
/** So many dear samples in a row double the interval: one may be a compilation or a garbage collection. */
const DEAR_IN_A_ROW = 2;
/** So many in a row that half the interval could well afford (this share of what is allowed) halve it again. */
const CHEAP_IN_A_ROW = 5;
const WELL_AFFORDABLE = 0.7 * AFFORDABLE;

/** Decides how long to wait for the next sample, and says why. */
export function nextInterval({ wanted, isSeen, isOnBattery, cost, backoff: before }: PaceFacts): Pace {
  const usual = wanted * (isSeen ? 1 : HIDDEN_FACTOR) * (isOnBattery === true ? BATTERY_FACTOR : 1);
  const stretched = (factor: number): number => Math.max(usual, Math.min(usual * factor, LONGEST));
  // Hidden, everything is affordable, which says nothing about later.
  const backoff = cost === null || !isSeen ? before : weigh(before, cost, stretched);
  const interval = stretched(backoff.factor);
  const slowed: SlowReason[] = [];
  if (!isSeen) slowed.push('hidden');
  if (interval > usual) slowed.push('cost');
  if (isOnBattery === true) slowed.push('battery');
  return { interval, slowed, backoff };
}

/**
 * A full round takes 5 s at any pace, so that each sample of a longer interval reads more: what a sample costs now is at most what it would cost
 * at half the interval, and at least half of that. Where even the worst is cheap it goes back soon, where the best is it tries.
 */
function weigh(before: Backoff, cost: number, stretched: (factor: number) => number): Backoff {
  const { factor, dear, cheap, hopeful, patience } = before;
  const calm = { factor, dear: 0, cheap: 0, hopeful: 0, patience, tried: before.tried + 1 };
  const interval = stretched(factor);
  if (cost > AFFORDABLE * interval) {
    if (stretched(factor * 2) === interval) return calm;
    if (dear + 1 < DEAR_IN_A_ROW) return { ...calm, dear: dear + 1 };
    return { ...calm, factor: factor * 2, patience: calm.tried > SOON ? FIRST_PATIENCE : Math.min(patience * 2, MOST_PATIENCE) };
  }
  const half = stretched(factor / 2);
  if (factor === 1 || cost / 2 >= WELL_AFFORDABLE * half) return calm;
  const isCheap = cost < WELL_AFFORDABLE * half;
  const counted = { ...calm, cheap: isCheap ? cheap + 1 : 0, hopeful: hopeful + 1 };
  return counted.cheap >= CHEAP_IN_A_ROW || counted.hopeful >= patience ? { ...calm, factor: factor / 2, tried: 0 } : counted;
}

/** Remembers what the pace follows from. Each call answers the pace from then on. */
export class Pacer {
  #facts: Omit<PaceFacts, 'cost'>;
  #interval: number;

  /** Begins unseen. */
  constructor(wanted: number) {
    this.#facts = { wanted, isSeen: false, isOnBattery: null, backoff: NO_BACKOFF };
    this.#interval = this.#next({}, null).interval;
  }

  /** ms between samples now. */
  get interval(): number {
    return this.#interval;
  }

  /** `wanted` in ms between samples. */
  want(wanted: number): Pace {
    return this.#next({ wanted }, null);
  }

  see(isSeen: boolean): Pace {
    return this.#next({ isSeen }, null);
  }

  power(isOnBattery: boolean | null): Pace {
    return this.#next({ isOnBattery }, null);
  }

  /** `cost` in CPU ms of the sampler's thread. */
  weigh(cost: number): Pace {
    return this.#next({}, cost);
  }

  #next(news: Partial<PaceFacts>, cost: number | null): Pace {
    const facts = { ...this.#facts, ...news };
    const pace = nextInterval({ ...facts, cost });
    this.#facts = { ...facts, backoff: pace.backoff };
    this.#interval = pace.interval;
    return pace;
  }
}
