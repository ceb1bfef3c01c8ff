import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { valueOf } from '../../../shared/fields/field.ts';
import { findField } from '../../../shared/fields/registry.ts';
import { sumOverTree, withAggregates } from '../../../shared/process/aggregates.ts';
import type { Row } from '../../../shared/process/row.ts';
import { buildTree, descendantsOf } from '../../../shared/process/tree.ts';
import { makeRow } from './rowFixture.ts';

const clock = { takenAt: 0, bootedAt: 0, msPerStartUnit: 1 };
const tableOf = (rows: readonly Row[]): Map<string, Row> => new Map(rows.map((row) => [row.key, row]));

function valuesOf(rows: readonly Row[], living: readonly Row[], fieldId: string): unknown[] {
  const at = withAggregates(clock, buildTree(rows), tableOf(living));
  return rows.map((row) => valueOf(findField(fieldId)!, row.values, at));
}

test('a subtree is summed with what is known of it, and children are counted', () => {
  const rows = [
    makeRow(1, 0, { rss: 100, cpuPercent: null }),
    makeRow(2, 1, { rss: 20, cpuPercent: null }),
    makeRow(3, 2, { rss: null, cpuPercent: 2.5 }),
    makeRow(4, 2, { rss: 3, cpuPercent: null }),
    makeRow(5, 0, { rss: null, cpuPercent: null }),
  ];
  expect(valuesOf(rows, rows, 'subtreeMemory')).toEqual([123, 23, null, 3, null]);
  expect(valuesOf(rows, rows, 'subtreeCpu')).toEqual([2.5, 2.5, 2.5, null, null]);
  expect(valuesOf(rows, rows, 'childCount')).toEqual([1, 2, 0, 0, 0]);
});

test('what has ended counts in no total, and its living children still count above it', () => {
  const rows = [makeRow(1, 0, { rss: 1 }), makeRow(2, 1, { rss: 10 }), makeRow(3, 2, { rss: 100 })];
  const living = [rows[0]!, rows[2]!];
  expect(valuesOf(rows, living, 'subtreeMemory')).toEqual([101, 100, 100]);
  expect(valuesOf(rows, living, 'childCount')).toEqual([0, null, 0]);
});

test('without a tree it is unknown', () => {
  for (const id of ['childCount', 'subtreeCpu', 'subtreeMemory']) expect(valueOf(findField(id)!, makeRow(1).values, clock)).toBeNull();
});

test('C1 C3 the sum is that of the descendants, for any links, however deep', () => {
  const row = fc.record({ pid: fc.integer({ min: 1, max: 20 }), ppid: fc.nat(20), rss: fc.option(fc.nat(1000)) });
  fc.assert(
    fc.property(fc.uniqueArray(row, { maxLength: 20, selector: ({ pid }) => pid }), (facts) => {
      const rows = facts.map(({ pid, ppid, rss }) => makeRow(pid, ppid, { rss }));
      const tree = buildTree(rows);
      const sums = sumOverTree(tree, tableOf(rows), ({ values }) => values.rss);
      for (const one of rows) {
        const known = [one, ...descendantsOf(tree, one.key)].map(({ values }) => values.rss).filter((rss) => rss !== null);
        expect(sums.get(one.key)).toBe(known.length === 0 ? undefined : known.reduce((sum, rss) => sum + rss, 0));
      }
    }),
  );
  const chain = Array.from({ length: 30_000 }, (_, i) => makeRow(i + 1, i, { rss: 1 }));
  expect(sumOverTree(buildTree(chain), tableOf(chain), ({ values }) => values.rss).get(chain[0]!.key)).toBe(30_000);
});
