import { expect, test } from 'vitest';
import { isGhostRow, originalTree } from '../../../../shared/process/arrangement/originalTree.ts';
import { keyOf } from '../../../../shared/process/identity.ts';
import type { Ghost, Orphan } from '../../../../shared/process/lineage.ts';
import { buildTree } from '../../../../shared/process/tree.ts';
import { makeRow } from '../rowFixture.ts';

const id = (pid: number): { pid: number; startTime: number; inode: null } => ({ pid, startTime: pid, inode: null });
const row = (pid: number, ppid: number): ReturnType<typeof makeRow> => makeRow(pid, ppid, { startTime: pid, comm: `p${pid}` });
const orphans = (...all: readonly (readonly [number, number])[]): Map<string, Orphan> =>
  new Map(all.map(([pid, from]) => [keyOf(id(pid)), { id: id(pid), from: { id: id(from), name: `p${from}` }, by: null, at: 9 }]));
const ghost = (pid: number, parent: number | null): Ghost => ({ id: id(pid), name: `p${pid}`, parent: parent === null ? null : id(parent), endedAt: 9 });

test('an orphan stands under its dead parent, and that under its own', () => {
  const rows = [row(1, 0), row(5, 1), row(20, 1), row(30, 20)];
  const tree = originalTree(buildTree(rows), rows, orphans([20, 11]), [ghost(10, 5), ghost(11, 10)]);
  const parents = Object.fromEntries([...tree.parentOf].map(([key, parent]) => [key, parent.id.pid]));
  expect(parents).toEqual({ '5:5': 1, '10:10': 5, '11:11': 10, '20:20': 11, '30:30': 20 });
  expect([...tree.parentOf.values()].filter(isGhostRow).map(({ id: { pid } }) => pid)).toEqual([11, 10]);
});

test('without orphans it is the tree itself', () => {
  const rows = [row(1, 0), row(5, 1)];
  const tree = buildTree(rows);
  expect(originalTree(tree, rows, new Map(), [])).toBe(tree);
});

test('a ghost whose own parent is not known is a root, and a circle is broken', () => {
  const rows = [row(1, 0), row(20, 1), row(21, 1)];
  const tree = originalTree(buildTree(rows), rows, orphans([20, 21], [21, 20]), [ghost(10, null)]);
  expect(tree.roots.map(({ id: { pid } }) => pid).sort((a, b) => a - b)).toEqual([1, 10, 20]);
  expect(tree.marks.get('20:20')).toBe('cycle');
});
