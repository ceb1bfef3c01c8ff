import type { ProcessKey } from '../../shared/process/identity.ts';
import type { Row } from '../../shared/process/row.ts';
import type { ProcessTree } from '../../shared/process/tree.ts';

/** The same links with the rows of a newer sample; for a sample in which nobody came, went or changed parents. */
export function refreshTree(tree: ProcessTree, rows: ReadonlyMap<ProcessKey, Row>): ProcessTree {
  const newest = (row: Row): Row => rows.get(row.key) ?? row;
  const childrenOf = new Map<ProcessKey, readonly Row[]>();
  const parentOf = new Map<ProcessKey, Row>();
  for (const [key, children] of tree.childrenOf) {
    const now = children.map(newest);
    childrenOf.set(key, now);
    const parent = rows.get(key) ?? tree.parentOf.get(children[0]!.key)!;
    for (const child of now) parentOf.set(child.key, parent);
  }
  return { roots: tree.roots.map(newest), childrenOf, parentOf, marks: tree.marks };
}
