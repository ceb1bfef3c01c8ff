import type { SlowReason } from '../../shared/system/surroundings.ts';

/** How far the sampler has backed off because of its cost. */
export interface Backoff {
  /** The interval is this many times the usual one: a power of two. */
  readonly factor: number;
  /** Samples in a row that cost too much, and that would be cheap at half the interval. */
  readonly dear: number;
  readonly cheap: number;
}

export const NO_BACKOFF: Backoff = { factor: 1, dear: 0, cheap: 0 };

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

function weigh({ factor, dear, cheap }: Backoff, cost: number, stretched: (factor: number) => number): Backoff {
  const interval = stretched(factor);
  if (cost > AFFORDABLE * interval) {
    if (stretched(factor * 2) === interval) return { factor, dear: 0, cheap: 0 };
    return dear + 1 < DEAR_IN_A_ROW ? { factor, dear: dear + 1, cheap: 0 } : { factor: factor * 2, dear: 0, cheap: 0 };
  }
  if (factor > 1 && cost < WELL_AFFORDABLE * stretched(factor / 2)) {
    return cheap + 1 < CHEAP_IN_A_ROW ? { factor, dear: 0, cheap: cheap + 1 } : { factor: factor / 2, dear: 0, cheap: 0 };
  }
  return { factor, dear: 0, cheap: 0 };
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
