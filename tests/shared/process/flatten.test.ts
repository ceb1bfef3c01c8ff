import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areSiblingsInOrder, type FlatRow, flattenTree, MAX_INDENT } from '../../../shared/process/flatten.ts';
import type { Row } from '../../../shared/process/row.ts';
import { buildTree } from '../../../shared/process/tree.ts';
import { makeRow } from './rowFixture.ts';

const byPid = (a: Row, b: Row): number => a.id.pid - b.id.pid;
const sortedBy =
  (compare: (a: Row, b: Row) => number) =>
  (rows: readonly Row[]): Row[] =>
    [...rows].sort(compare);
const open = { sort: sortedBy(byPid), isExpanded: () => true, matches: null };
const pids = (lines: readonly FlatRow[]): number[] => lines.map((line) => line.row.id.pid);

/** The guides as pstree would draw them. */
function draw({ depth, guides, isLast, row }: FlatRow): string {
  let text = '';
  for (let level = 1; level < depth; level++) text += (guides & (1 << (level - 1))) !== 0 ? '│ ' : '  ';
  return `${text}${depth === 0 ? '' : isLast ? '└ ' : '├ '}${row.id.pid}`;
}

const family = [makeRow(1, 0), makeRow(2, 1), makeRow(3, 2), makeRow(4, 2), makeRow(5, 4), makeRow(6, 1), makeRow(7, 6), makeRow(8, 0)];

describe('flattenTree', () => {
  it('draws the guides of pstree', () => {
    expect(flattenTree(buildTree(family), open).map(draw)).toEqual(['1', '├ 2', '│ ├ 3', '│ └ 4', '│   └ 5', '└ 6', '  └ 7', '8']);
  });

  it('sorts siblings inside the tree', () => {
    const lines = flattenTree(buildTree(family), { ...open, sort: sortedBy((a, b) => byPid(b, a)) });
    expect(pids(lines)).toEqual([8, 1, 6, 7, 2, 4, 5, 3]);
  });

  it('leaves closed subtrees out and says how many children they hold', () => {
    const lines = flattenTree(buildTree(family), { ...open, isExpanded: ({ key }) => key !== '2:-' });
    expect(pids(lines)).toEqual([1, 2, 6, 7, 8]);
    expect(lines[1]).toMatchObject({ childCount: 2, isExpanded: false });
    expect(lines[2]).toMatchObject({ childCount: 1, isExpanded: true });
    expect(lines[3]).toMatchObject({ childCount: 0, isExpanded: false });
  });

  it('counts places among visible siblings from 1', () => {
    const lines = flattenTree(buildTree(family), { ...open, matches: new Set(['7:-', '3:-']) });
    expect(lines.map(({ row, position, siblings, isLast }) => [row.id.pid, position, siblings, isLast])).toEqual([
      [1, 1, 1, true],
      [2, 1, 2, false],
      [3, 1, 1, true],
      [6, 2, 2, true],
      [7, 1, 1, true],
    ]);
  });

  it('keeps the ancestors of matches as context, and open although they were closed', () => {
    const lines = flattenTree(buildTree(family), { ...open, isExpanded: () => false, matches: new Set(['5:-', '2:-']) });
    expect(lines.map(({ row, isContext }) => [row.id.pid, isContext])).toEqual([
      [1, true],
      [2, false],
      [4, true],
      [5, false],
    ]);
  });

  it('shows nothing where nothing matches', () => {
    expect(flattenTree(buildTree(family), { ...open, matches: new Set() })).toEqual([]);
  });

  it('C1 goes 30,000 deep and keeps the guides in their bits', () => {
    const lines = flattenTree(buildTree(Array.from({ length: 30_000 }, (_, index) => makeRow(index + 1, index))), open);
    expect(lines).toHaveLength(30_000);
    expect(lines.at(-1)).toMatchObject({ depth: 29_999 });
    const wide = flattenTree(buildTree(Array.from({ length: 100 }, (_, index) => makeRow(index + 1, Math.floor(index / 2)))), open);
    for (const line of [...lines, ...wide]) expect(line.guides >>> MAX_INDENT).toBe(0);
  });

  it('tells whether siblings stand in an order, whatever stands between them', () => {
    const lines = flattenTree(buildTree(family), open);
    expect(areSiblingsInOrder(lines, byPid)).toBe(true);
    expect(areSiblingsInOrder(lines, (a, b) => byPid(b, a))).toBe(false);
    const rank = new Map([1, 2, 4, 3, 5, 6, 7, 8].map((pid, index) => [pid, index]));
    expect(areSiblingsInOrder(lines, (a, b) => rank.get(a.id.pid)! - rank.get(b.id.pid)!)).toBe(false);
    expect(areSiblingsInOrder([], byPid)).toBe(true);
  });

  it('shows every row exactly once, a parent before its children, whatever the parents are', () => {
    const parents = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 60 });
    fc.assert(
      fc.property(parents, (ppids) => {
        const tree = buildTree(ppids.map((ppid, index) => makeRow(index + 1, ppid)));
        const lines = flattenTree(tree, open);
        expect(pids(lines).sort((a, b) => a - b)).toEqual(ppids.map((_, index) => index + 1));
        const at = new Map(lines.map((line, index) => [line.row.key, index]));
        for (const line of lines) {
          const parent = tree.parentOf.get(line.row.key);
          const parentAt = parent === undefined ? -1 : at.get(parent.key)!;
          expect(parentAt).toBeLessThan(at.get(line.row.key)!);
          expect(line.depth).toBe(parentAt === -1 ? 0 : lines[parentAt]!.depth + 1);
        }
      }),
    );
  });

  it('under a filter shows the matches and their ancestors, each once, and no other row', () => {
    const cases = fc.record({
      ppids: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 40 }),
      picks: fc.array(fc.nat(39), { maxLength: 8 }),
    });
    fc.assert(
      fc.property(cases, ({ ppids, picks }) => {
        const tree = buildTree(ppids.map((ppid, index) => makeRow(index + 1, ppid)));
        const matches = new Set(picks.map((pick) => `${(pick % ppids.length) + 1}:-`));
        const wanted = new Set(matches);
        for (const key of matches)
          for (let parent = tree.parentOf.get(key); parent !== undefined; parent = tree.parentOf.get(parent.key)) wanted.add(parent.key);
        const lines = flattenTree(tree, { ...open, isExpanded: () => false, matches });
        expect(lines.map((line) => line.row.key).sort()).toEqual([...wanted].sort());
        for (const line of lines) expect(line.isContext).toBe(!matches.has(line.row.key));
      }),
    );
  });
});
