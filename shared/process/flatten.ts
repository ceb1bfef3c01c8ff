import type { ProcessKey } from './identity.ts';
import type { Row } from './row.ts';
import type { ProcessTree } from './tree.ts';

/** Deeper rows are indented no further; their depth is shown as a number instead. At most 31, for guides are bits. */
export const MAX_INDENT = 24;

/** A line of the tree as it is drawn. */
export interface FlatRow {
  readonly row: Row;
  /** 0 at a root. */
  readonly depth: number;
  /** Bit i is set where the guide of level i goes on below this line; only the first MAX_INDENT levels have one. */
  readonly guides: number;
  /** Whether it is the last of its siblings: its elbow is `└`. */
  readonly isLast: boolean;
  readonly childCount: number;
  readonly isExpanded: boolean;
  /** Kept only because a descendant matches the filter. */
  readonly isContext: boolean;
  /** 1-based place among its visible siblings, and how many there are (aria-posinset, aria-setsize). */
  readonly position: number;
  readonly siblings: number;
}

export interface FlattenOptions {
  /** A sorted copy of siblings. */
  readonly sort: (rows: readonly Row[]) => Row[];
  readonly isExpanded: (row: Row) => boolean;
  /** null: no filter. Ancestors of matches stay as context, whether they match or not, and stand open. */
  readonly matches: ReadonlySet<ProcessKey> | null;
}

/** The visible lines of the tree, top to bottom: siblings sorted, closed subtrees and filtered families left out. */
export function flattenTree(tree: ProcessTree, options: FlattenOptions): FlatRow[] {
  const { matches } = options;
  const context = matches === null ? null : contextOf(tree, matches);
  const isKept = ({ key }: Row): boolean => matches!.has(key) || context!.has(key);
  const lines: FlatRow[] = [];
  interface Level {
    readonly rows: readonly Row[];
    next: number;
    readonly guides: number;
  }
  const stack: Level[] = [{ rows: options.sort(matches === null ? tree.roots : tree.roots.filter(isKept)), next: 0, guides: 0 }];
  for (let level = stack.at(-1); level !== undefined; level = stack.at(-1)) {
    const row = level.rows[level.next];
    if (row === undefined) {
      stack.pop();
      continue;
    }
    level.next++;
    const depth = stack.length - 1;
    const isLast = level.next === level.rows.length;
    const children = tree.childrenOf.get(row.key);
    const shown = children === undefined ? [] : matches === null ? children : children.filter(isKept);
    const isExpanded = shown.length > 0 && (matches !== null || options.isExpanded(row));
    lines.push({
      row,
      depth,
      guides: level.guides,
      isLast,
      childCount: shown.length,
      isExpanded,
      isContext: matches !== null && !matches.has(row.key),
      position: level.next,
      siblings: level.rows.length,
    });
    if (isExpanded) {
      const bit = depth >= 1 && depth <= MAX_INDENT && !isLast ? 1 << (depth - 1) : 0;
      stack.push({ rows: options.sort(shown), next: 0, guides: level.guides | bit });
    }
  }
  return lines;
}

/** Whether the lines stand as the comparison puts siblings. O(n). */
export function areSiblingsInOrder(lines: readonly FlatRow[], compare: (a: Row, b: Row) => number): boolean {
  /** The last line of each depth. */
  const path: Row[] = [];
  return lines.every(({ row, depth, position }) => {
    const before = position === 1 ? null : path[depth]!;
    path[depth] = row;
    return before === null || compare(before, row) <= 0;
  });
}

/** The ancestors of what matches that do not match themselves. */
function contextOf(tree: ProcessTree, matches: ReadonlySet<ProcessKey>): Set<ProcessKey> {
  const context = new Set<ProcessKey>();
  for (const key of matches) {
    let parent = tree.parentOf.get(key);
    while (parent !== undefined && !matches.has(parent.key) && !context.has(parent.key)) {
      context.add(parent.key);
      parent = tree.parentOf.get(parent.key);
    }
  }
  return context;
}
