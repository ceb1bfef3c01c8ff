/** ms between two counts that are kept, and how many are: growth is told over half a minute and more. */
const EVERY = 5_000;
const MOST = 13;
const LEAST_SPAN = 10_000;

/** Remembers what findings counted, to tell how fast the number grows. Bounded by the findings of the last looks. */
export class Growth {
  readonly #counts = new Map<string, { readonly at: number; readonly count: number }[]>();
  #now = 0;
  readonly #asked = new Set<string>();

  /** `now`: ms of a clock that is never set. */
  begin(now: number): void {
    for (const id of this.#counts.keys()) if (!this.#asked.has(id)) this.#counts.delete(id);
    this.#asked.clear();
    this.#now = now;
  }

  /** Takes in the number that a finding counts now; its growth a minute, null until there are counts of long enough ago. */
  of(id: string, count: number): number | null {
    this.#asked.add(id);
    const counts = this.#counts.get(id) ?? [];
    const last = counts.at(-1);
    if (last === undefined || this.#now - last.at >= EVERY) this.#counts.set(id, [...counts, { at: this.#now, count }].slice(-MOST));
    const first = counts[0];
    if (first === undefined || this.#now - first.at < LEAST_SPAN) return null;
    return ((count - first.count) * 60_000) / (this.#now - first.at);
  }
}
