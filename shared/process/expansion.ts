import type { ProcessKey } from './identity.ts';
import type { Row } from './row.ts';
import { descendantsOf, type ProcessTree } from './tree.ts';

/** Which branches to open (true) and which to close, by the key of the row they hang on. Leaves are not in it. */
export type Expansion = ReadonlyMap<ProcessKey, boolean>;

/** Every branch: open above the depth, closed from there on. 1: the roots alone are seen; Infinity: everything. O(n). */
export function expandedTo(tree: ProcessTree, depth: number): Expansion {
  const expansion = new Map<ProcessKey, boolean>();
  let level: readonly Row[] = tree.roots;
  for (let at = 1; level.length > 0; at++) {
    const below: Row[] = [];
    for (const { key } of level) {
      const children = tree.childrenOf.get(key);
      if (children === undefined) continue;
      expansion.set(key, at < depth);
      for (const child of children) below.push(child);
    }
    level = below;
  }
  return expansion;
}

/** Every branch closed but those that lead to the row. */
export function expandedToPath(tree: ProcessTree, key: ProcessKey): Expansion {
  const expansion = new Map(expandedTo(tree, 1));
  for (let parent = tree.parentOf.get(key); parent !== undefined; parent = tree.parentOf.get(parent.key)) expansion.set(parent.key, true);
  return expansion;
}

/** The branch of a row and all below it, opened or closed. */
export function expandedBranch(tree: ProcessTree, row: Row, isOpen: boolean): Expansion {
  return new Map([row, ...descendantsOf(tree, row.key)].filter(({ key }) => tree.childrenOf.has(key)).map(({ key }) => [key, isOpen] as const));
}

/** How many levels the tree has; 0 for none. O(n). */
export function levelsOf(tree: ProcessTree): number {
  let levels = 0;
  for (let level: readonly Row[] = tree.roots; level.length > 0; levels++) level = level.flatMap(({ key }) => tree.childrenOf.get(key) ?? []);
  return levels;
}
