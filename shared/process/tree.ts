import type { ProcessKey } from './identity.ts';
import type { Row } from './row.ts';

/** Why a row stands at the root although it names a parent. */
export type LinkMark = 'parent-missing' | 'parent-younger' | 'cycle';

/** The table as a forest of present parents. Every row is in it exactly once. */
export interface ProcessTree {
  readonly roots: readonly Row[];
  /** Children by their parent's key, in the order of the rows given; absent for a leaf. */
  readonly childrenOf: ReadonlyMap<ProcessKey, readonly Row[]>;
  readonly parentOf: ReadonlyMap<ProcessKey, Row>;
  readonly marks: ReadonlyMap<ProcessKey, LinkMark>;
}

/**
 * Links rows to their parents by ppid. A parent that is younger than its child is refused: its pid was reused.
 * A cycle is broken at its lowest pid. Of rows with one key the first counts. Iterative, for chains can be 30,000 deep; O(n).
 */
export function buildTree(rows: Iterable<Row>): ProcessTree {
  const all: Row[] = [];
  const byPid = new Map<number, Row>();
  /** Pids of more than one row: only in a torn reading. */
  const shared = new Map<number, Row[]>();
  for (const row of rows) {
    const { pid } = row.id;
    const other = byPid.get(pid);
    if (other === undefined) byPid.set(pid, row);
    else {
      const same = shared.get(pid) ?? [other];
      if (same.some(({ key }) => key === row.key)) continue;
      same.push(row);
      shared.set(pid, same);
    }
    all.push(row);
  }
  const parentOf = new Map<ProcessKey, Row>();
  const marks = new Map<ProcessKey, LinkMark>();
  for (const row of all) {
    const { ppid } = row.values;
    if (ppid === null || ppid === 0) continue;
    const named = byPid.get(ppid);
    const parent = named === undefined ? undefined : youngestFit(row, shared.get(ppid) ?? [named]);
    if (named === undefined) marks.set(row.key, 'parent-missing');
    else if (parent === undefined) marks.set(row.key, 'parent-younger');
    else parentOf.set(row.key, parent);
  }
  return linkRows(all, parentOf, marks);
}

/** A tree of these rows by the parents that are named; a circle among them is broken at its lowest pid, which is marked. O(n). */
export function linkRows(all: readonly Row[], parentOf: Map<ProcessKey, Row>, marks: Map<ProcessKey, LinkMark>): ProcessTree {
  const parentsOf = (): (Row | undefined)[] => all.map((row) => parentOf.get(row.key));
  let parents = parentsOf();
  // Where every parent is the older one there is no circle.
  if (all.some((row, index) => parents[index] !== undefined && !isOlder(parents[index], row))) {
    breakCycles(all, parentOf, marks);
    parents = parentsOf();
  }
  const childrenOf = new Map<ProcessKey, Row[]>();
  const roots: Row[] = [];
  all.forEach((row, index) => {
    const parent = parents[index];
    if (parent === undefined) return void roots.push(row);
    const siblings = childrenOf.get(parent.key);
    if (siblings === undefined) childrenOf.set(parent.key, [row]);
    else siblings.push(row);
  });
  return { roots, childrenOf, parentOf, marks };
}

const isOlder = (a: Row, b: Row): boolean => a.id.startTime !== null && b.id.startTime !== null && a.id.startTime < b.id.startTime;

/** Of the rows with the parent's pid (more than one only in a torn reading), the youngest that is not younger than the child. */
function youngestFit(child: Row, candidates: readonly Row[]): Row | undefined {
  let best: Row | undefined;
  for (const candidate of candidates) {
    const start = candidate.id.startTime;
    if (start !== null && child.id.startTime !== null && start > child.id.startTime) continue;
    if (best === undefined || (start ?? 0) > (best.id.startTime ?? 0)) best = candidate;
  }
  return best;
}

function breakCycles(all: readonly Row[], parentOf: Map<ProcessKey, Row>, marks: Map<ProcessKey, LinkMark>): void {
  /** From where each row was come to first: who is come to again from the same place stands in a circle. */
  const cameFrom = new Map<ProcessKey, Row>();
  for (const start of all) {
    let row: Row | undefined = start;
    while (row !== undefined && !cameFrom.has(row.key)) {
      cameFrom.set(row.key, start);
      row = parentOf.get(row.key);
    }
    if (row === undefined || cameFrom.get(row.key) !== start) continue;
    let lowest = row;
    for (let member = parentOf.get(row.key); member !== undefined && member !== row; member = parentOf.get(member.key)) {
      if (member.id.pid < lowest.id.pid) lowest = member;
    }
    parentOf.delete(lowest.key);
    marks.set(lowest.key, 'cycle');
  }
}

/** All rows below the given one, parents before children. */
export function descendantsOf(tree: ProcessTree, key: ProcessKey): Row[] {
  const found: Row[] = [];
  const stack = [...(tree.childrenOf.get(key) ?? [])].reverse();
  for (let row = stack.pop(); row !== undefined; row = stack.pop()) {
    found.push(row);
    const children = tree.childrenOf.get(row.key) ?? [];
    for (let i = children.length - 1; i >= 0; i--) stack.push(children[i]!);
  }
  return found;
}

/** These keys and those of all rows below them. O(n). */
export function withDescendants(tree: Pick<ProcessTree, 'childrenOf'>, keys: Iterable<ProcessKey>): Set<ProcessKey> {
  const all = new Set(keys);
  // A set's iterator comes to what is added meanwhile.
  for (const key of all) for (const child of tree.childrenOf.get(key) ?? []) all.add(child.key);
  return all;
}

/** The chain from the row's parent up to its root. */
export function ancestorsOf(tree: ProcessTree, key: ProcessKey): Row[] {
  const chain: Row[] = [];
  for (let row = tree.parentOf.get(key); row !== undefined; row = tree.parentOf.get(row.key)) chain.push(row);
  return chain;
}
