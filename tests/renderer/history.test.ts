import { expect, it } from 'vitest';
import { type HistoryPoint, remember, unbroken } from '../../renderer/state/history.ts';

const point = (second: number, value: number | null = second, overMs = 1000): HistoryPoint => ({ at: second * 1000, overMs, value });
const grown = (seconds: number, step = 1): readonly HistoryPoint[] => {
  let history: readonly HistoryPoint[] = [];
  for (let second = 0; second < seconds; second += step) history = remember(history, point(second, 1, step * 1000));
  return history;
};

it('keeps a minute and one point before it', () => {
  const history = grown(500);
  expect(history.at(-1)!.at).toBe(499_000);
  expect(history[0]!.at).toBe(439_000);
});

it('is bounded, however often it is sampled', () => {
  expect(grown(30, 0.01)).toHaveLength(600);
});

it('draws nothing over a time that was not seen', () => {
  const seen = [point(1), point(2), point(30), point(31), point(32, null), point(33)];
  expect(unbroken(seen).map((stretch) => stretch.map(({ at }) => at / 1000))).toEqual([
    [0, 1, 2],
    [29, 30, 31],
    [32, 33],
  ]);
});

it('samples ten times further apart, as of a hidden view, are no gap', () => {
  expect(unbroken([point(10, 5), point(20, 6, 10_000), point(30, 7, 10_000)])).toHaveLength(1);
});
