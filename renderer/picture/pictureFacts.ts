import type { Field } from '../../shared/fields/field.ts';
import { valueOf } from '../../shared/fields/field.ts';
import { findField } from '../../shared/fields/registry.ts';
import { sumOverTree } from '../../shared/process/aggregates.ts';
import type { ProcessKey } from '../../shared/process/identity.ts';
import type { Row } from '../../shared/process/row.ts';
import type { ProcessTree } from '../../shared/process/tree.ts';
import { type HeldOrder, orderBy } from '../../shared/query/sort.ts';
import { arrangedBy, lineFacts } from '../state/lines.ts';
import type { ProcessState } from '../state/nextTable.ts';
import type { PictureMeasure, ViewState } from '../state/viewStore.ts';

/** What a picture is drawn from: the tree as the table has it, and sums over what the filter lets through. */
export interface PictureFacts {
  readonly tree: ProcessTree;
  readonly field: Field;
  readonly totals: ReadonlyMap<ProcessKey, number>;
  /** How many processes each total is of. */
  readonly counts: ReadonlyMap<ProcessKey, number>;
  /** Of all that is drawn. */
  readonly whole: number;
  /** ms since the epoch. */
  readonly takenAt: number;
  /** The largest first; who once has a place among its siblings keeps it while the order is the same object. */
  readonly compare: (a: Row, b: Row) => number;
}

type Lineage = Parameters<typeof lineFacts>[3];

/** Reckons them. Pure, but that `order` takes in who is new. */
export function pictureFacts(
  table: Pick<ProcessState, 'rows' | 'tree' | 'clock' | 'exited'>,
  view: Pick<ViewState, 'query' | 'stateGroup' | 'sort' | 'expansion' | 'arrangement' | 'withDescendants'>,
  measure: PictureMeasure,
  fields: readonly Field[],
  lineage: Lineage,
  order: HeldOrder,
): PictureFacts {
  const { tree, matches } = arrangedBy(lineFacts(table, view, fields, lineage));
  const field = findField(measure, fields)!;
  const counted = matches === null ? table.rows : new Map([...table.rows].filter(([key]) => matches.has(key)));
  const totals = sumOverTree(tree, counted, (row) => {
    const value = valueOf(field, row.values, table.clock);
    return typeof value === 'number' && value > 0 ? value : null;
  });
  return {
    tree,
    field,
    totals,
    counts: sumOverTree(tree, counted, () => 1),
    whole: tree.roots.reduce((sum, { key }) => sum + (totals.get(key) ?? 0), 0),
    takenAt: table.clock.takenAt,
    compare: orderBy(field, 'descending', table.clock, order, totals).compare,
  };
}
