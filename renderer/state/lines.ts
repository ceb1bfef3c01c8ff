import type { Field } from '../../shared/fields/field.ts';
import { FIELDS, findField } from '../../shared/fields/registry.ts';
import { areSiblingsInOrder, type FlatRow, flattenTree } from '../../shared/process/flatten.ts';
import type { ProcessKey } from '../../shared/process/identity.ts';
import type { Row } from '../../shared/process/row.ts';
import { matcherOf } from '../../shared/query/matchQuery.ts';
import { compareBy, type HeldOrder } from '../../shared/query/sort.ts';
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
  /** Living processes that match; null without a filter. */
  readonly matching: number | null;
  /** Whether siblings stand as their present values put them; false while the order is held and would be another. */
  readonly isInOrder: boolean;
}

type TableFacts = Pick<ProcessState, 'rows' | 'tree' | 'clock' | 'exited'>;
type ViewFacts = Pick<ViewState, 'query' | 'stateGroup' | 'sort' | 'expansion' | 'arrangement'>;
type LineageFacts = Pick<FindingsState, 'orphans' | 'ghosts'>;

const NO_LINEAGE: LineageFacts = { orphans: new Map(), ghosts: [] };

/** The one place where it is decided which rows are drawn and in which order. Pure, but that a held order takes in who is new in it. */
export function linesOf(
  table: TableFacts,
  view: ViewFacts,
  fields: readonly Field[] = FIELDS,
  lineage: LineageFacts = NO_LINEAGE,
  held: HeldOrder | null = null,
): Lines {
  const { rows, exited } = table;
  const matches = matchesOf(table, view, fields);
  const compareIn = (order: HeldOrder | null): ((a: Row, b: Row) => number) =>
    compareBy(findField(view.sort.fieldId, fields) ?? fields[0]!, view.sort.direction, table.clock, order);
  const lines = flattenTree(arrange(table, lineage, view.arrangement, matches), {
    compare: compareIn(held),
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
  const isInOrder = held === null || areSiblingsInOrder(lines, compareIn(null));
  return { lines, shown, matching: matches === null ? null : count(matches), isInOrder };
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
