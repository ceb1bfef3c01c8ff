import type { Field } from '../../shared/fields/field.ts';
import { FIELDS, findField } from '../../shared/fields/registry.ts';
import { areSiblingsInOrder, type FlatRow, flattenTree } from '../../shared/process/flatten.ts';
import type { ProcessKey } from '../../shared/process/identity.ts';
import { type ProcessTree, withDescendants } from '../../shared/process/tree.ts';
import { matcherOf } from '../../shared/query/matchQuery.ts';
import { type HeldOrder, orderBy, type RowOrder, subtreeTotals } from '../../shared/query/sort.ts';
import type { ProcessState } from './nextTable.ts';
import { arrange, isGrouping } from './arrange.ts';
import { finish, type Job } from './inTasks.ts';
import type { FindingsState } from './findingsStore.ts';
import { stateGroupOf } from './totals.ts';
import { isExpanded, type ViewState } from './viewStore.ts';

/** The table as it is put in order, whatever is open in it. */
export interface Arranged {
  readonly tree: ProcessTree;
  readonly order: RowOrder;
  /** As present values put them, whatever is held. */
  readonly orderNow: RowOrder;
  /** What the filter lets through, and with `withDescendants` what is below; null: everything. */
  readonly matches: ReadonlySet<ProcessKey> | null;
}

/** What the table draws, top to bottom, and how many of the living are in it. */
export interface Lines {
  readonly lines: readonly FlatRow[];
  /** What they were made of. */
  readonly arranged: Arranged;
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

/** All that decides which rows are drawn, and in which order. */
export interface LineFacts extends TableFacts, ViewFacts, LineageFacts {
  readonly fields: readonly Field[];
  /** null: rows go where their values put them. */
  readonly held: HeldOrder | null;
}

const NO_LINEAGE: LineageFacts = { orphans: new Map(), ghosts: [] };

/** Picks the facts out of what the stores keep. */
export function lineFacts(
  { rows, tree, clock, exited }: TableFacts,
  view: ViewFacts,
  fields: readonly Field[] = FIELDS,
  lineage: LineageFacts = NO_LINEAGE,
  held: HeldOrder | null = null,
): LineFacts {
  const { query, stateGroup, sort, expansion, arrangement } = view;
  // Elsewhere news of it changes nothing.
  const { orphans, ghosts } = arrangement === 'original' ? lineage : NO_LINEAGE;
  return { rows, tree, clock, exited, query, stateGroup, sort, expansion, arrangement, withDescendants: view.withDescendants, fields, orphans, ghosts, held };
}

/** Which rows there are and in which order. Pure, but that a held order takes in who is new in it. */
export const arrangedBy = (facts: LineFacts): Arranged => finish(arrangeInSteps(facts));

/** The one place where it is decided which rows are drawn and in which order. */
export const linesOf = (facts: LineFacts): Lines => finish(linesInSteps(facts));

export function* linesInSteps(facts: LineFacts): Job<Lines> {
  const { rows, exited, arrangement, expansion, held } = facts;
  const arranged = yield* arrangeInSteps(facts);
  const { tree, order, orderNow, matches } = arranged;
  yield;
  const lines = flattenTree(tree, {
    sort: order.sort,
    // Groups hold nothing but matches.
    matches: isGrouping(arrangement) ? null : matches,
    isExpanded: (row) => isExpanded(expansion, row),
  });
  yield;
  const count = (keys: Iterable<ProcessKey>): number => {
    let living = 0;
    for (const key of keys) if (rows.has(key)) living++;
    return living;
  };
  const isPlain = exited.size === 0 && arrangement === 'tree';
  const shown = isPlain ? lines.length : count(lines.map(({ row }) => row.key));
  const isInOrder = held === null || areSiblingsInOrder(lines, orderNow.compare);
  // Nobody but the living and the just exited can match.
  const matching = matches === null ? null : exited.size === 0 ? matches.size : count(matches);
  return { lines, arranged, shown, matching, isInOrder };
}

function* arrangeInSteps(facts: LineFacts): Job<Arranged> {
  const { fields, sort, clock, held } = facts;
  const found = yield* matchesOf(facts);
  const matches = found !== null && facts.withDescendants ? withDescendants(facts.tree, found) : found;
  const tree = arrange(facts, facts, facts.arrangement, matches);
  const field = findField(sort.fieldId, fields) ?? fields[0]!;
  const totals = subtreeTotals(sort, field, tree, facts.rows, clock);
  const orderIn = (order: HeldOrder | null): RowOrder => orderBy(field, sort.direction, clock, order, totals);
  return { tree, order: orderIn(held), orderNow: orderIn(null), matches };
}

/** Rows that are judged between two looks at the time: at 20,000 they take longer than a frame. */
const JUDGED_AT_ONCE = 1000;

function* matchesOf({ rows, exited, clock, query, stateGroup, fields }: LineFacts): Job<Set<ProcessKey> | null> {
  const matcher = query === null ? null : matcherOf(query, (field) => findField(field.id, fields) ?? field);
  if (matcher === null && stateGroup === null) return null;
  const matches = new Set<ProcessKey>();
  let judged = 0;
  for (const table of [rows, exited]) {
    for (const row of table.values()) {
      if ((stateGroup === null || stateGroupOf(row) === stateGroup) && (matcher === null || matcher(row, clock))) matches.add(row.key);
      if (++judged % JUDGED_AT_ONCE === 0) yield;
    }
  }
  return matches;
}
