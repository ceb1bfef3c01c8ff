import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Row } from '../../../shared/process/row.ts';
import { ancestorsOf, buildTree, descendantsOf, type ProcessTree } from '../../../shared/process/tree.ts';
import { makeRow } from './rowFixture.ts';

/** Every row of the forest, walked from the roots. */
const walk = (tree: ProcessTree): Row[] => tree.roots.flatMap((root) => [root, ...descendantsOf(tree, root.key)]);
const pids = (rows: readonly Row[]): number[] => rows.map((row) => row.id.pid);

describe('buildTree', () => {
  it('links children to parents and keeps their order', () => {
    const tree = buildTree([makeRow(1, 0), makeRow(5, 1), makeRow(3, 1), makeRow(4, 3)]);
    expect(pids(tree.roots)).toEqual([1]);
    expect(pids(tree.childrenOf.get('1:-')!)).toEqual([5, 3]);
    expect(pids(ancestorsOf(tree, '4:-'))).toEqual([3, 1]);
    expect(pids(descendantsOf(tree, '1:-'))).toEqual([5, 3, 4]);
    expect(tree.marks.size).toBe(0);
  });

  it('B7 a parent that is younger than its child is refused, and the row is marked', () => {
    const tree = buildTree([makeRow(1, 0, { startTime: 0 }), makeRow(9, 1, { startTime: 500 }), makeRow(20, 9, { startTime: 100 })]);
    expect(pids(tree.roots)).toEqual([1, 20]);
    expect(tree.marks.get('20:100')).toBe('parent-younger');
  });

  it('B7 a parent of the same tick is taken, and so is one whose start is unknown', () => {
    const tree = buildTree([makeRow(9, 0, { startTime: 100 }), makeRow(10, 9, { startTime: 100 }), makeRow(11, 10), makeRow(12, 11, { startTime: 3 })]);
    expect(pids(tree.roots)).toEqual([9]);
    expect(tree.marks.size).toBe(0);
  });

  it('C1 holds a chain of 30,000', () => {
    const depth = 30_000;
    const tree = buildTree(Array.from({ length: depth }, (_, index) => makeRow(index + 1, index)));
    expect(pids(tree.roots)).toEqual([1]);
    expect(ancestorsOf(tree, `${depth}:-`)).toHaveLength(depth - 1);
    expect(walk(tree)).toHaveLength(depth);
  });

  it('C2 holds 20,000 children, looking at each row a bounded number of times', () => {
    let looks = 0;
    const rows = Array.from({ length: 20_001 }, (_, index) => {
      const row = makeRow(index + 1, index === 0 ? 0 : 1);
      return new Proxy(row, {
        get(target, name, receiver) {
          looks++;
          return Reflect.get(target, name, receiver) as unknown;
        },
      });
    });
    const tree = buildTree(rows);
    expect(looks).toBeLessThan(rows.length * 40);
    expect(tree.childrenOf.get('1:-')).toHaveLength(20_000);
  });

  it('C3 a cycle is broken at its lowest pid, marked', () => {
    const tree = buildTree([makeRow(30, 10), makeRow(20, 30), makeRow(10, 20), makeRow(40, 20)]);
    expect(pids(tree.roots)).toEqual([10]);
    expect([...tree.marks]).toEqual([['10:-', 'cycle']]);
    expect(pids(walk(tree)).sort((a, b) => a - b)).toEqual([10, 20, 30, 40]);
  });

  it('C3 a process that is its own parent is a root, marked', () => {
    const tree = buildTree([makeRow(7, 7), makeRow(8, 7)]);
    expect(pids(tree.roots)).toEqual([7]);
    expect(tree.marks.get('7:-')).toBe('cycle');
    expect(pids(tree.childrenOf.get('7:-')!)).toEqual([8]);
  });

  it('C3 a row whose parent is missing is a root, marked; ppid 0 and an unknown one are no mark', () => {
    const tree = buildTree([makeRow(7, 99), makeRow(8, 0), makeRow(9, null)]);
    expect(pids(tree.roots)).toEqual([7, 8, 9]);
    expect([...tree.marks]).toEqual([['7:-', 'parent-missing']]);
  });

  it('C3 of two rows with one pid the child goes to the youngest that is older than itself', () => {
    const tree = buildTree([
      makeRow(5, 0, { startTime: 10 }),
      makeRow(5, 0, { startTime: 90 }),
      makeRow(6, 5, { startTime: 50 }),
      makeRow(7, 5, { startTime: 95 }),
    ]);
    expect(pids(tree.childrenOf.get('5:10')!)).toEqual([6]);
    expect(pids(tree.childrenOf.get('5:90')!)).toEqual([7]);
  });

  it('C3 every row stands in the forest exactly once, whatever the parents are', () => {
    const processes = fc.array(
      fc.record({
        pid: fc.integer({ min: 1, max: 40 }),
        ppid: fc.option(fc.integer({ min: 0, max: 45 })),
        startTime: fc.option(fc.integer({ min: 0, max: 5 })),
      }),
      { maxLength: 80 },
    );
    fc.assert(
      fc.property(processes, (some) => {
        const rows = some.map(({ pid, ppid, startTime }) => makeRow(pid, ppid, { startTime }));
        const tree = buildTree(rows);
        const found = walk(tree).map((row) => row.key);
        expect([...found].sort()).toEqual([...new Set(rows.map((row) => row.key))].sort());
        for (const [key, parent] of tree.parentOf) expect(tree.childrenOf.get(parent.key)!.map((row) => row.key)).toContain(key);
      }),
      { numRuns: 500 },
    );
  });
});
