import { keyOf, type ProcessKey } from '../identity.ts';
import type { Ghost, Orphan } from '../lineage.ts';
import type { Row } from '../row.ts';
import { linkRows, type ProcessTree } from '../tree.ts';

/** A dead ancestor, drawn so that its descendants stand where they came from. */
export interface GhostRow extends Row {
  readonly ghost: { readonly endedAt: number };
}

export function isGhostRow(row: Row): row is GhostRow {
  return 'ghost' in row;
}

function ghostRowOf({ id, name, endedAt }: Ghost): GhostRow {
  return {
    key: keyOf(id),
    id,
    values: { pid: id.pid, startTime: id.startTime, comm: name } as unknown as Row['values'],
    unknown: null,
    ghost: { endedAt },
  };
}

/**
 * The tree by the parents that processes had when they were first seen: who lost its parent stands under the dead one, which is a line of
 * its own, and that under its own parent. What is not known to have moved stands where it is. O(n).
 */
export function originalTree(tree: ProcessTree, rows: Iterable<Row>, orphans: ReadonlyMap<ProcessKey, Orphan>, ghosts: readonly Ghost[]): ProcessTree {
  if (ghosts.length === 0 && orphans.size === 0) return tree;
  const all = new Map<ProcessKey, Row>();
  for (const row of rows) all.set(row.key, row);
  const parentOf = new Map<ProcessKey, Row>();
  for (const ghost of ghosts) if (!all.has(keyOf(ghost.id))) all.set(keyOf(ghost.id), ghostRowOf(ghost));
  const link = (key: ProcessKey, parent: Row | undefined): void => {
    if (parent !== undefined) parentOf.set(key, parent);
  };
  for (const key of all.keys()) link(key, tree.parentOf.get(key));
  for (const { id, parent } of ghosts) if (isGhostRow(all.get(keyOf(id))!)) link(keyOf(id), parent === null ? undefined : all.get(keyOf(parent)));
  for (const [key, { from }] of orphans) if (all.has(key)) link(key, all.get(keyOf(from.id)));
  return linkRows([...all.values()], parentOf, new Map(tree.marks));
}
