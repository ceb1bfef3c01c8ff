import type { Clock } from '../../shared/fields/field.ts';
import { withAggregates } from '../../shared/process/aggregates.ts';
import type { ProcessKey } from '../../shared/process/identity.ts';
import type { Row } from '../../shared/process/row.ts';
import type { Capabilities } from '../../shared/process/snapshot.ts';
import { buildTree, type ProcessTree } from '../../shared/process/tree.ts';
import { compareTables } from './changes.ts';
import type { Job } from './inTasks.ts';
import { refreshTree } from './refreshTree.ts';
import { type Totals, totalsOf } from './totals.ts';

/** The table as the view knows it. Replaced as a whole with each sample. */
export interface ProcessState {
  /** The living, by key. */
  readonly rows: ReadonlyMap<ProcessKey, Row>;
  /** The living and the just exited, linked. */
  readonly tree: ProcessTree;
  readonly clock: Clock;
  /** null before the first snapshot. */
  readonly capabilities: Capabilities | null;
  readonly totals: Totals;
  /** Rows that ended a moment ago: still drawn, counted nowhere. */
  readonly exited: ReadonlyMap<ProcessKey, Row>;
  /** Rows that came a moment ago. */
  readonly fresh: ReadonlySet<ProcessKey>;
}

/** Since when rows are marked, by key: ms of `performance.now()`. */
export interface MarkedSince {
  readonly exited: ReadonlyMap<ProcessKey, number>;
  readonly fresh: ReadonlyMap<ProcessKey, number>;
}

/** A sample, as it is told to the view. */
export interface Sample {
  readonly rows: ReadonlyMap<ProcessKey, Row>;
  readonly clock: Clock;
  readonly capabilities: Capabilities | null;
}

/** What the table is next, and since when its marks are. */
export interface NextTable {
  readonly state: ProcessState;
  readonly since: MarkedSince;
}

/**
 * Reckons the table after a sample: `now` is the moment of those that came and went, marks that began at `overBefore` or earlier are over. The rows are
 * copied in the first part, and may change after it. O(n).
 */
export function* nextTable(
  before: ProcessState,
  since: MarkedSince,
  sample: Sample,
  { now, overBefore, keepsExited }: { readonly now: number; readonly overBefore: number; readonly keepsExited: boolean },
): Job<NextTable> {
  const rows = sample.rows === before.rows ? before.rows : new Map(sample.rows);
  const isFirst = before.capabilities === null;
  const { added, gone, isRelinked } = compareTables(before.rows, rows);
  yield;
  const fresh = marked(since.fresh, isFirst ? [] : added, now, overBefore);
  const ended = marked(since.exited, keepsExited ? gone : [], now, keepsExited ? overBefore : Infinity);
  const exited = ended === since.exited ? before.exited : rowsOf([...before.exited.values(), ...gone], ended);
  const isSameForest = added.length === 0 && gone.length === 0 && !isRelinked && exited === before.exited;
  const tree = isSameForest ? refreshTree(before.tree, rows) : treeOf(rows, exited);
  yield;
  const totals = totalsOf(rows.values());
  const state: ProcessState = {
    ...{ rows, tree, totals, exited, capabilities: sample.capabilities },
    clock: withAggregates(sample.clock, tree, rows),
    fresh: fresh === since.fresh ? before.fresh : new Set(fresh.keys()),
  };
  return { state, since: { fresh, exited: ended } };
}

/** The marks of before that are not over, and new ones; the same object where nothing changes. */
function marked(before: ReadonlyMap<ProcessKey, number>, news: readonly Row[], now: number, overBefore: number): ReadonlyMap<ProcessKey, number> {
  if (news.length === 0 && ![...before.values()].some((since) => since <= overBefore)) return before;
  const marks = new Map([...before].filter(([, since]) => since > overBefore));
  for (const { key } of news) marks.set(key, now);
  return marks;
}

function rowsOf(rows: readonly Row[], marks: ReadonlyMap<ProcessKey, number>): Map<ProcessKey, Row> {
  const found = new Map<ProcessKey, Row>();
  for (const row of rows) if (marks.has(row.key)) found.set(row.key, row);
  return found;
}

/** A key that is back among the living (the table was lost and asked for again) counts there alone: of one key the first is taken. */
function treeOf(rows: ReadonlyMap<ProcessKey, Row>, exited: ReadonlyMap<ProcessKey, Row>): ProcessTree {
  return buildTree(exited.size === 0 ? rows.values() : [...rows.values(), ...exited.values()]);
}
