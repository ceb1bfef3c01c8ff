import type { Field } from '../../shared/fields/field.ts';
import { FIELDS, findField } from '../../shared/fields/registry.ts';
import { areSiblingsInOrder, type FlatRow, flattenTree } from '../../shared/process/flatten.ts';
import type { ProcessKey } from '../../shared/process/identity.ts';
import { type ProcessTree, withDescendants } from '../../shared/process/tree.ts';
import { matcherOf } from '../../shared/query/matchQuery.ts';
import { type HeldOrder, orderBy, type RowOrder, subtreeTotals } from '../../shared/query/sort.ts';
import type { ProcessState } from './processStore.ts';
import { arrange, isGrouping } from './arrange.ts';
import type { FindingsState } from './findingsStore.ts';
import { stateGroupOf } from './totals.ts';
import { isExpanded, type ViewState } from './viewStore.ts';

/** What the table draws, top to bottom, and how many of the living are in it. */
export interface Lines {
  readonly lines: readonly FlatRow[];
  /** Living processes with a line. */
  readonly shown: number;
  /** Living processes that match, with what is below where that is asked for; null without a filter. */
  readonly matching: number | null;
  /** Whether siblings stand as their present values put them; false while the order is held and would be another. */
  readonly isInOrder: boolean;
}

type TableFacts = Pick<ProcessState, 'rows' | 'tree' | 'clock' | 'exited'>;
type ViewFacts = Pick<ViewState, 'query' | 'stateGroup' | 'sort' | 'expansion' | 'arrangement' | 'withDescendants'>;
type LineageFacts = Pick<FindingsState, 'orphans' | 'ghosts'>;

const NO_LINEAGE: LineageFacts = { orphans: new Map(), ghosts: [] };

/** The table as it is put in order, whatever is open in it. */
export interface Arranged {
  readonly tree: ProcessTree;
  readonly order: RowOrder;
  /** As present values put them, whatever is held. */
  readonly orderNow: RowOrder;
  /** What the filter lets through, and with `withDescendants` what is below; null: everything. */
  readonly matches: ReadonlySet<ProcessKey> | null;
}

/** Which rows there are and in which order. Pure, but that a held order takes in who is new in it. */
export function arrangedBy(
  table: TableFacts,
  view: ViewFacts,
  fields: readonly Field[] = FIELDS,
  lineage: LineageFacts = NO_LINEAGE,
  held: HeldOrder | null = null,
): Arranged {
  const found = matchesOf(table, view, fields);
  const matches = found !== null && view.withDescendants ? withDescendants(table.tree, found) : found;
  const tree = arrange(table, lineage, view.arrangement, matches);
  const field = findField(view.sort.fieldId, fields) ?? fields[0]!;
  const totals = subtreeTotals(view.sort, field, tree, table.rows, table.clock);
  const orderIn = (order: HeldOrder | null): RowOrder => orderBy(field, view.sort.direction, table.clock, order, totals);
  return { tree, order: orderIn(held), orderNow: orderIn(null), matches };
}

/** The one place where it is decided which rows are drawn and in which order. */
export function linesOf(
  table: TableFacts,
  view: ViewFacts,
  fields: readonly Field[] = FIELDS,
  lineage: LineageFacts = NO_LINEAGE,
  held: HeldOrder | null = null,
): Lines {
  const { rows, exited } = table;
  const { tree, order, orderNow, matches } = arrangedBy(table, view, fields, lineage, held);
  const lines = flattenTree(tree, {
    sort: order.sort,
    // Groups hold nothing but matches.
    matches: isGrouping(view.arrangement) ? null : matches,
    isExpanded: (row) => isExpanded(view.expansion, row),
  });
  const count = (keys: Iterable<ProcessKey>): number => {
    let living = 0;
    for (const key of keys) if (rows.has(key)) living++;
    return living;
  };
  const isPlain = exited.size === 0 && view.arrangement === 'tree';
  const shown = isPlain ? lines.length : count(lines.map(({ row }) => row.key));
  const isInOrder = held === null || areSiblingsInOrder(lines, orderNow.compare);
  // Nobody but the living and the just exited can match.
  const matching = matches === null ? null : exited.size === 0 ? matches.size : count(matches);
  return { lines, shown, matching, isInOrder };
}

function matchesOf({ rows, exited, clock }: TableFacts, { query, stateGroup }: ViewFacts, fields: readonly Field[]): Set<ProcessKey> | null {
  const matcher = query === null ? null : matcherOf(query, (field) => findField(field.id, fields) ?? field);
  if (matcher === null && stateGroup === null) return null;
  const matches = new Set<ProcessKey>();
  for (const table of [rows, exited]) {
    for (const row of table.values()) {
      if ((stateGroup === null || stateGroupOf(row) === stateGroup) && (matcher === null || matcher(row, clock))) matches.add(row.key);
    }
  }
  return matches;
}
