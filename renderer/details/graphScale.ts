import { HISTORY_MS, type HistorySeries, type Steps } from '../../shared/process/history.ts';
import { extentOf } from '../../shared/process/history.ts';

/** Where scales may end, smallest first, times powers of the base (0: of the unit that sizes are told in): easily read. */
const ENDS: Readonly<Record<HistorySeries, { readonly least: number; readonly base: number; readonly steps: readonly number[] }>> = {
  cpu: { least: 10, base: 10, steps: [1, 2, 5] },
  memory: { least: 1_000_000, base: 0, steps: [1, 2, 5, 10, 20, 50, 100, 200, 500] },
  io: { least: 4_000, base: 0, steps: [1, 4, 10, 20, 50, 100, 200, 500] },
  threads: { least: 4, base: 10, steps: [1, 2, 4, 5] },
};

/** Where the scale of a series ends so that all steps are in it. `isDecimal`: sizes are told in MB, not in MiB. */
export function scaleEnd(id: HistorySeries, steps: Steps, isDecimal = false): number {
  const { least, base: told, steps: ends } = ENDS[id];
  const base = told === 0 ? (isDecimal ? 1000 : 1024) : told;
  const most = Math.max(least, extentOf(steps)?.most ?? 0);
  for (let power = 1; ; power *= base) for (const end of ends) if (end * power >= most) return end * power;
}

/** ms that graphs can be over. */
const SPANS = [60_000, 120_000, 300_000, HISTORY_MS];

/** The shortest span that has all that is known in it: a minute at first, ten in the end. */
export function spanOf(all: readonly Steps[]): number {
  const longest = Math.max(0, ...all.map(({ ago }) => ago[0] ?? 0));
  return SPANS.find((span) => span >= longest) ?? HISTORY_MS;
}
