import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandedBranch, expandedTo, expandedToPath, levelsOf } from '../../../shared/process/expansion.ts';
import { flattenTree } from '../../../shared/process/flatten.ts';
import type { Row } from '../../../shared/process/row.ts';
import { ancestorsOf, buildTree, descendantsOf, type ProcessTree, withDescendants } from '../../../shared/process/tree.ts';
import { makeRow } from './rowFixture.ts';

/** 1 ─ 2 ─ 3 ─ 4, 1 ─ 5 ─ 6, 7 */
const tree = buildTree([makeRow(1, 0), makeRow(2, 1), makeRow(3, 2), makeRow(4, 3), makeRow(5, 1), makeRow(6, 5), makeRow(7, 0)]);
const shown = (of: ProcessTree, expansion: ReadonlyMap<string, boolean>, isOpenAtFirst = false): number[] =>
  flattenTree(of, {
    sort: (rows: readonly Row[]) => [...rows].sort((a, b) => a.id.pid - b.id.pid),
    isExpanded: ({ key }) => expansion.get(key) ?? isOpenAtFirst,
    matches: null,
  }).map(({ row }) => row.id.pid);

describe('expansion', () => {
  it('opens to a depth, whole, or not at all', () => {
    expect(shown(tree, expandedTo(tree, 1), true)).toEqual([1, 7]);
    expect(shown(tree, expandedTo(tree, 2), true)).toEqual([1, 2, 5, 7]);
    expect(shown(tree, expandedTo(tree, Infinity))).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(levelsOf(tree)).toBe(4);
    expect(levelsOf(buildTree([]))).toBe(0);
  });

  it('opens the path to one process alone', () => {
    expect(shown(tree, expandedToPath(tree, '3:-'), true)).toEqual([1, 2, 3, 5, 7]);
    expect(shown(tree, expandedToPath(tree, '7:-'), true)).toEqual([1, 7]);
  });

  it('opens and closes one branch with all below it, and leaves the others as they are', () => {
    const two = tree.childrenOf.get('1:-')![0]!;
    expect(expandedBranch(tree, two, true)).toEqual(
      new Map([
        ['2:-', true],
        ['3:-', true],
      ]),
    );
    expect(shown(tree, expandedBranch(tree, two, false), true)).toEqual([1, 2, 5, 6, 7]);
  });

  it('shows exactly what the depth says, and of a path its row, for any tree; goes 30,000 deep', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { minLength: 1, maxLength: 30 }), fc.integer({ min: 1, max: 6 }), fc.nat(29), (ppids, depth, pick) => {
        const any = buildTree(ppids.map((ppid, index) => makeRow(index + 1, ppid)));
        const all = [...any.roots.flatMap((root) => [root, ...descendantsOf(any, root.key)])];
        const above = all.filter(({ key }) => ancestorsOf(any, key).length < depth);
        expect(shown(any, expandedTo(any, depth)).sort((a, b) => a - b)).toEqual(above.map(({ id }) => id.pid).sort((a, b) => a - b));
        const { key, id } = all[pick % all.length]!;
        expect(shown(any, expandedToPath(any, key), true)).toContain(id.pid);
      }),
    );
    const chain = buildTree(Array.from({ length: 30_000 }, (_, index) => makeRow(index + 1, index)));
    expect(levelsOf(chain)).toBe(30_000);
    expect(expandedTo(chain, Infinity).size).toBe(29_999);
    expect(withDescendants(chain, ['1:-']).size).toBe(30_000);
  });
});
