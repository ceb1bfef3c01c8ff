import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutHoles, extentOf, type Steps, valueAt } from '../../../shared/process/history.ts';

const steps: fc.Arbitrary<Steps> = fc.uniqueArray(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 12 }).chain((ago) =>
  fc.record({
    ago: fc.constant([...ago].sort((a, b) => b - a)),
    values: fc.array(fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }), { minLength: ago.length, maxLength: ago.length }),
  }),
);
const holes = fc
  .uniqueArray(fc.integer({ min: 0, max: 120 }), { maxLength: 6 })
  .map((edges) => [...edges].sort((a, b) => b - a))
  .map((edges) => Array.from({ length: Math.floor(edges.length / 2) }, (_, i) => [edges[2 * i]!, edges[2 * i + 1]!] as const));

it('steps with holes say null inside of them and what they said elsewhere', () => {
  fc.assert(
    fc.property(steps, holes, (told, cut) => {
      const result = cutHoles(told, cut);
      for (let at = 0; at < 120; at++) {
        // Between two edges, which are whole numbers.
        const moment = at + 0.5;
        const isInside = cut.some(([from, to]) => moment <= from && moment > to);
        expect(valueAt(result, moment)).toBe(isInside ? null : valueAt(told, moment));
      }
      expect(result.ago).toEqual([...new Set(result.ago)].sort((a, b) => b - a));
    }),
  );
});

it('tells the least, the most and the last, and null where nothing is known', () => {
  expect(extentOf({ ago: [3, 2, 1], values: [5, null, 2] })).toEqual({ least: 2, most: 5, last: 2 });
  expect(extentOf({ ago: [3, 2], values: [5, null] })).toEqual({ least: 5, most: 5, last: null });
  expect(extentOf({ ago: [3], values: [null] })).toBeNull();
  expect(extentOf({ ago: [], values: [] })).toBeNull();
});
