import type { Field } from '../../shared/fields/field.ts';
import { FIELDS, findField } from '../../shared/fields/registry.ts';
import { flattenTree } from '../../shared/process/flatten.ts';
import type { ProcessKey } from '../../shared/process/identity.ts';
import type { Row } from '../../shared/process/row.ts';
import { ancestorsOf } from '../../shared/process/tree.ts';
import { matcherOf } from '../../shared/query/matchQuery.ts';
import { parseQuery } from '../../shared/query/parseQuery.ts';
import type { Query } from '../../shared/query/query.ts';
import type { Arranged } from './lines.ts';
import type { ProcessState } from './nextTable.ts';

/** What a text was found in: the table is not filtered by it. */
export interface Found {
  /** From the top to the bottom as if all branches were open. */
  readonly keys: readonly ProcessKey[];
  /** 0-based place of the selected one among them; null: it is none of them. */
  readonly place: number | null;
}

/** Where to go from here, and what must be open for it to be seen. */
export interface Step {
  readonly row: Row;
  readonly ancestors: readonly Row[];
}

type Table = Pick<ProcessState, 'rows' | 'exited' | 'clock'>;
export type Way = 'next' | 'previous';

/** What is found of a text: it says what a filter says; what is no filter is looked for as it stands. null: nothing is looked for. */
function queryOf(text: string): Query | null {
  const parsed = parseQuery(text, FIELDS);
  return parsed.ok ? parsed.query : { kind: 'word', text: text.trim() };
}

/** The keys of the rows of a table in which it occurs. */
function keysWith(query: Query, { rows, exited, clock }: Table, fields: readonly Field[]): Set<ProcessKey> {
  const matcher = matcherOf(query, (field) => findField(field.id, fields) ?? field);
  const keys = new Set<ProcessKey>();
  for (const table of [rows, exited]) for (const row of table.values()) if (matcher(row, clock)) keys.add(row.key);
  return keys;
}

/** The rows that can be reached, in order, with the selected one among them: found or not. */
function reach(text: string, table: Table, arranged: Arranged, selected: ProcessKey | null, fields: readonly Field[]): { row: Row; isFound: boolean }[] {
  const query = queryOf(text);
  if (query === null) return [];
  const found = keysWith(query, table, fields);
  const { matches, tree, order } = arranged;
  if (matches !== null) for (const key of found) if (!matches.has(key)) found.delete(key);
  const wanted = selected === null ? found : new Set([...found, selected]);
  return flattenTree(tree, { sort: order.sort, matches: wanted, isExpanded: () => true }).flatMap(({ row }) =>
    wanted.has(row.key) ? [{ row, isFound: found.has(row.key) }] : [],
  );
}

export function findIn(text: string, table: Table, arranged: Arranged, selected: ProcessKey | null, fields: readonly Field[]): Found {
  const keys = reach(text, table, arranged, selected, fields).flatMap(({ row, isFound }) => (isFound ? [row.key] : []));
  const place = selected === null ? -1 : keys.indexOf(selected);
  return { keys, place: place < 0 ? null : place };
}

/** The next one from the selected row on, or the one before; round at the ends. null: there is none. */
export function stepIn(text: string, table: Table, arranged: Arranged, selected: ProcessKey | null, fields: readonly Field[], way: Way): Step | null {
  const rows = reach(text, table, arranged, selected, fields);
  if (way === 'previous') rows.reverse();
  const at = rows.findIndex(({ row }) => row.key === selected);
  const next = rows.slice(at + 1).find(({ isFound }) => isFound) ?? rows.find(({ isFound }) => isFound);
  return next === undefined ? null : { row: next.row, ancestors: ancestorsOf(arranged.tree, next.row.key) };
}
