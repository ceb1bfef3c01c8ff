import type { Points } from './pointLists.ts';

/** ms for which every sample stays as it was; what is older is told by at most two steps in each bucket. */
export const FINE_MS = 120_000;
export const BUCKET_MS = 10_000;

/**
 * Forgets points from before `from`, and thins those from before `fineFrom` (ms): of more than two in a bucket the first stays, and what follows
 * until the last becomes their mean over time. Changes the arrays in place; true where it did.
 */
export function thin({ ticks, values }: Points, timeOf: (tick: number) => number, from: number, fineFrom: number): boolean {
  const before = ticks.length;
  let kept = 0;
  let i = 0;
  while (i < before && timeOf(ticks[i]!) <= from) i++;
  while (i < before && timeOf(ticks[i]!) < fineFrom) {
    const bucket = Math.floor(timeOf(ticks[i]!) / BUCKET_MS);
    let end = i + 1;
    while (end < before && timeOf(ticks[end]!) < fineFrom && Math.floor(timeOf(ticks[end]!) / BUCKET_MS) === bucket) end++;
    ticks[kept] = ticks[i]!;
    values[kept] = values[i]!;
    kept++;
    if (end - i >= 2) {
      const mean = meanOf(ticks, values, timeOf, i, end);
      ticks[kept] = ticks[end - 1]!;
      values[kept] = mean;
      kept++;
    }
    i = end;
  }
  for (; i < before; i++, kept++) {
    ticks[kept] = ticks[i]!;
    values[kept] = values[i]!;
  }
  ticks.length = kept;
  values.length = kept;
  return kept !== before;
}

/** Over the time from the first point to the last; NaN where nothing of it is known. */
function meanOf(ticks: readonly number[], values: readonly number[], timeOf: (tick: number) => number, first: number, end: number): number {
  let sum = 0;
  let span = 0;
  for (let i = first + 1; i < end; i++) {
    const value = values[i]!;
    const ms = timeOf(ticks[i]!) - timeOf(ticks[i - 1]!);
    if (Number.isNaN(value)) continue;
    sum += value * ms;
    span += ms;
  }
  return span > 0 ? sum / span : Number.NaN;
}
