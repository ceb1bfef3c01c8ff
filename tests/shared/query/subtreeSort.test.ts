import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { cpuPercent } from '../../../shared/fields/cpuPercent.ts';
import { childCount } from '../../../shared/fields/childCount.ts';
import { pid } from '../../../shared/fields/pid.ts';
import { rss } from '../../../shared/fields/rss.ts';
import { withAggregates } from '../../../shared/process/aggregates.ts';
import { groupRows } from '../../../shared/process/arrangement/grouping.ts';
import type { Row } from '../../../shared/process/row.ts';
import { buildTree, descendantsOf } from '../../../shared/process/tree.ts';
import { canSumSubtree, orderBy, subtreeTotals, type Sort } from '../../../shared/query/sort.ts';
import { makeRow } from '../process/rowFixture.ts';

const clock = { takenAt: 0, bootedAt: 0, msPerStartUnit: 1 };
const tableOf = (rows: readonly Row[]): Map<string, Row> => new Map(rows.map((row) => [row.key, row]));
const sortOf = (fieldId: string, bySubtree = true): Sort => ({ fieldId, direction: 'descending', bySubtree });

test('siblings are in the order of a naive sum over each one and its descendants, unknown last, equals by pid', () => {
  const facts = fc.record({ pid: fc.integer({ min: 1, max: 25 }), ppid: fc.nat(25), rss: fc.option(fc.nat(9)) });
  fc.assert(
    fc.property(fc.uniqueArray(facts, { maxLength: 25, selector: (one) => one.pid }), fc.constantFrom('ascending', 'descending'), (all, direction) => {
      const rows = all.map((one) => makeRow(one.pid, one.ppid, { rss: one.rss }));
      const tree = buildTree(rows);
      const naive = (row: Row): number | null => {
        const known = [row, ...descendantsOf(tree, row.key)].flatMap(({ values }) => values.rss ?? []);
        return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
      };
      const totals = subtreeTotals(sortOf('rss'), rss, tree, tableOf(rows), clock);
      const sorted = [...tree.roots].sort(orderBy(rss, direction, clock, null, totals).compare);
      const sign = direction === 'ascending' ? 1 : -1;
      const expected = [...tree.roots].sort((a, b) => {
        const [left, right] = [naive(a), naive(b)];
        if (left === right) return a.id.pid - b.id.pid;
        if (left === null || right === null) return left === null ? 1 : -1;
        return sign * (left - right);
      });
      expect(sorted.map(({ key }) => key)).toEqual(expected.map(({ key }) => key));
    }),
  );
});

test('a small process with large children stands before a larger one without', () => {
  const rows = [makeRow(1, 0, { rss: 5 }), makeRow(2, 0, { rss: 1 }), makeRow(3, 2, { rss: 9 })];
  const tree = buildTree(rows);
  const order = (bySubtree: boolean): number[] => {
    const totals = subtreeTotals(sortOf('rss', bySubtree), rss, tree, tableOf(rows), clock);
    return [...tree.roots].sort(orderBy(rss, 'descending', clock, null, totals).compare).map(({ id }) => id.pid);
  };
  expect(order(false)).toEqual([1, 2]);
  expect(order(true)).toEqual([2, 1]);
});

test('of the number of children it is the number of all below; what has ended adds nothing', () => {
  const rows = [makeRow(1, 0), makeRow(2, 1), makeRow(3, 2), makeRow(4, 2)];
  const tree = buildTree(rows);
  const living = tableOf(rows.slice(0, 3));
  expect(subtreeTotals(sortOf('childCount'), childCount, tree, living, withAggregates(clock, tree, living))?.get(rows[0]!.key)).toBe(2);
});

test('the total of a group is that of its members, which its own line does not add to', () => {
  const rows = [makeRow(1, 0, { cpuPercent: 1, comm: 'a' }), makeRow(2, 1, { cpuPercent: 2, comm: 'a' })];
  const tree = groupRows(rows, 'program', () => true);
  expect(subtreeTotals(sortOf('cpuPercent'), cpuPercent, tree, tableOf(rows), clock)?.get(tree.roots[0]!.key)).toBe(3);
});

test('names are not added up: rows stand by their own values', () => {
  expect([pid, rss, cpuPercent, childCount].map(canSumSubtree)).toEqual([false, true, true, true]);
  expect(subtreeTotals(sortOf('pid'), pid, buildTree([]), new Map(), clock)).toBeNull();
  expect(subtreeTotals(sortOf('rss', false), rss, buildTree([]), new Map(), clock)).toBeNull();
});
