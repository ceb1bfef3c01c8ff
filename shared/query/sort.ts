import { type Clock, type Field, type FieldValue, valueOf } from '../fields/field.ts';
import { childCount } from '../fields/childCount.ts';
import { sumOverTree } from '../process/aggregates.ts';
import { SUMMED } from '../process/arrangement/groupRow.ts';
import type { ProcessKey } from '../process/identity.ts';
import type { Row } from '../process/row.ts';
import type { ProcessTree } from '../process/tree.ts';

export type Direction = 'ascending' | 'descending';

/** Which field orders siblings, and which way. */
export interface Sort {
  readonly fieldId: string;
  readonly direction: Direction;
  /** Whether siblings are ordered by the totals of their subtrees, where the field's values can be added up. */
  readonly bySubtree?: boolean | undefined;
}

/** Whether the sum of a field's values over a subtree means something; of the number of children it is the number of all below. */
export function canSumSubtree({ id }: Field): boolean {
  return SUMMED.includes(id) || id === childCount.id;
}

/** The totals that `sort` orders by, over this tree: of the living alone. null: it orders by the rows' own values. O(n). */
export function subtreeTotals(
  { bySubtree }: Sort,
  field: Field,
  tree: Pick<ProcessTree, 'roots' | 'childrenOf'>,
  rows: ReadonlyMap<ProcessKey, Row>,
  clock: Clock,
): ReadonlyMap<ProcessKey, number> | null {
  return bySubtree === true && canSumSubtree(field) ? sumOverTree(tree, rows, (row) => valueOf(field, row.values, clock)) : null;
}

/** What a row is sorted by. */
export type SortKey = string | number | null;

/**
 * An order that is held: what each row was sorted by when it was first sorted in it. Values go on and nobody moves; who comes later gets the place
 * that it has when it comes, and keeps it. It fills itself while it is used.
 */
export type HeldOrder = Map<ProcessKey, SortKey>;

/** An order of rows. */
export interface RowOrder {
  /** Negative where the first stands before the second. */
  readonly compare: (a: Row, b: Row) => number;
  /** A sorted copy. */
  readonly sort: (rows: readonly Row[]) => Row[];
}

/**
 * Orders rows by a field. Unknown comes last in both directions; equals stay in the order of their pids, so that the order is total.
 * With `held` rows stay where that order has them; with `totals` they are ordered by these instead of their own values.
 */
export function orderBy(
  field: Field,
  direction: Direction,
  clock: Clock,
  held: HeldOrder | null = null,
  totals: ReadonlyMap<ProcessKey, number> | null = null,
): RowOrder {
  const keyFor = (row: Row): SortKey => {
    let key = held?.get(row.key);
    if (key === undefined) {
      key = totals === null ? comparable(valueOf(field, row.values, clock)) : (totals.get(row.key) ?? null);
      held?.set(row.key, key);
    }
    return key;
  };
  const sign = direction === 'ascending' ? 1 : -1;
  const compareKeyed = (left: SortKey, a: Row, right: SortKey, b: Row): number => {
    if (left === right) return byIdentity(a, b);
    if (left === null) return 1;
    if (right === null) return -1;
    return left < right ? -sign : sign;
  };
  return {
    compare: (a, b) => compareKeyed(keyFor(a), a, keyFor(b), b),
    sort: (rows) =>
      // A key is looked up once a row, not once a comparison.
      rows
        .map((row) => ({ row, key: keyFor(row) }))
        .sort((a, b) => compareKeyed(a.key, a.row, b.key, b.row))
        .map(({ row }) => row),
  };
}

/** Text is compared without regard to case, by code unit: the same everywhere, and cheap. */
function comparable(value: FieldValue): SortKey {
  if (value === null) return null;
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return (typeof value === 'string' ? value : value.join(' ')).toLowerCase();
}

function byIdentity(a: Row, b: Row): number {
  // Lines of groups have no pid.
  return a.id.pid - b.id.pid || (a.id.startTime ?? 0) - (b.id.startTime ?? 0) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}
