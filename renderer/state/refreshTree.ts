import type { ProcessKey } from '../../shared/process/identity.ts';
import type { Row } from '../../shared/process/row.ts';
import type { ProcessTree } from '../../shared/process/tree.ts';

/** The same links with the rows of a newer sample; for a sample in which nobody came, went or changed parents. */
export function refreshTree(tree: ProcessTree, rows: ReadonlyMap<ProcessKey, Row>): ProcessTree {
  const newest = (row: Row): Row => rows.get(row.key) ?? row;
  const childrenOf = new Map(tree.childrenOf);
  const parentOf = new Map(tree.parentOf);
  for (const [key, children] of tree.childrenOf) {
    // Most rows of most samples are as they were.
    if (children.some((child) => newest(child) !== child)) childrenOf.set(key, children.map(newest));
    const before = tree.parentOf.get(children[0]!.key)!;
    const parent = newest(before);
    if (parent !== before) for (const child of children) parentOf.set(child.key, parent);
  }
  return { roots: tree.roots.map(newest), childrenOf, parentOf, marks: tree.marks };
}
