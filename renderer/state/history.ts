/** One sample of a figure over time. */
export interface HistoryPoint {
  /** ms of the view's own clock, which is never set. */
  readonly at: number;
  /** ms before `at` for which the value holds. */
  readonly overMs: number;
  /** null where it was not known. */
  readonly value: number | null;
}

/** How far back the view remembers. */
export const HISTORY_MS = 60_000;
/** The bound, however short the interval. */
const MOST_POINTS = 600;
/** A point begins where the one before ended, give or take the way here. */
const LEEWAY = 1.5;

/** The history with one more point: what is older than HISTORY_MS before it is forgotten, but for one point at the edge. */
export function remember(history: readonly HistoryPoint[], point: HistoryPoint): readonly HistoryPoint[] {
  const begin = point.at - HISTORY_MS;
  const first = history.findIndex(({ at }) => at > begin);
  const kept = first < 0 ? [] : history.slice(Math.max(0, first - 1));
  return [...kept, point].slice(-MOST_POINTS);
}

/** The stretches without a gap: nothing is drawn over a time that was not seen. */
export function unbroken(history: readonly HistoryPoint[]): (readonly { readonly at: number; readonly value: number }[])[] {
  const stretches: { at: number; value: number }[][] = [];
  let before: HistoryPoint | null = null;
  for (const point of history) {
    if (point.value === null) {
      before = null;
      continue;
    }
    const goesOn = before !== null && point.at - before.at <= point.overMs * LEEWAY + 500;
    if (!goesOn) stretches.push([{ at: point.at - point.overMs, value: point.value }]);
    stretches.at(-1)!.push({ at: point.at, value: point.value });
    before = point;
  }
  return stretches;
}
