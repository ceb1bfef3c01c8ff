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

/**
 * Compares rows by a field. Unknown comes last in both directions; equals stay in the order of their pids, so that the order is total.
 * The comparator remembers what it computed: use one for one sorting of one sample. With `held` rows stay where that order has them; with
 * `totals` they are ordered by these instead of their own values.
 */
export function compareBy(
  field: Field,
  direction: Direction,
  clock: Clock,
  held: HeldOrder | null = null,
  totals: ReadonlyMap<ProcessKey, number> | null = null,
): (a: Row, b: Row) => number {
  const known = new Map<Row, SortKey>();
  const keyFor = (row: Row): SortKey => {
    let key = known.get(row);
    if (key === undefined) {
      key = held?.get(row.key);
      if (key === undefined) {
        key = totals === null ? comparable(valueOf(field, row.values, clock)) : (totals.get(row.key) ?? null);
        held?.set(row.key, key);
      }
      known.set(row, key);
    }
    return key;
  };
  const sign = direction === 'ascending' ? 1 : -1;
  return (a, b) => {
    const left = keyFor(a);
    const right = keyFor(b);
    if (left === right) return byIdentity(a, b);
    if (left === null) return 1;
    if (right === null) return -1;
    return left < right ? -sign : sign;
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
