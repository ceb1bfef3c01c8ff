import { type Clock, type Field, valueOf } from '../fields/field.ts';
import type { Row } from '../process/row.ts';
import { visibleText } from '../process/visibleText.ts';
import { fieldCalled, queryNameOf } from './queryFields.ts';
import { type Token, tokenize } from './queryTokens.ts';

/** Something that may stand where the cursor is. */
export interface Suggestion {
  /** What replaces the text from `at` on. */
  readonly insert: string;
  /** Of a field's name: the field; of a value: how many rows have it. */
  readonly about: { readonly kind: 'field'; readonly field: Field } | { readonly kind: 'value'; readonly count: number };
}

/** Suggestions for the part of the text from `at` to the cursor. */
export interface Completion {
  readonly at: number;
  readonly suggestions: readonly Suggestion[];
}

const MOST = 8;
const NONE: Completion = { at: 0, suggestions: [] };

/** What may stand where the cursor is: names of fields, and behind a colon the values that rows have. */
export function completeQuery(text: string, cursor: number, fields: readonly Field[], rows: Iterable<Row>, clock: Clock): Completion {
  const before = text.slice(0, cursor);
  const token = tokenize(before, (name) => fieldCalled(name, fields) !== null).at(-1);
  if (token === undefined || token.at + token.length < cursor) return NONE;
  if (token.kind === 'word' && !token.isQuoted) return { at: token.at, suggestions: namesLike(token.text, fields) };
  if (token.kind === 'term') return valuesFor(token, fields, rows, clock);
  return NONE;
}

function namesLike(typed: string, fields: readonly Field[]): Suggestion[] {
  const wanted = typed.toLowerCase();
  const begins = (name: string | undefined): boolean => name?.toLowerCase().startsWith(wanted) === true;
  return fields
    .filter((field) => begins(field.id) || begins(field.shortName) || begins(field.header.en) || begins(field.header.zh))
    .slice(0, MOST)
    .map((field) => ({ insert: `${queryNameOf(field)}${field.kind === 'number' && field.isName !== true ? '>' : ':'}`, about: { kind: 'field', field } }));
}

/** The commonest values first. Numbers are not offered: nobody looks for the very number that a row has now. */
function valuesFor(
  { name, operator, operatorAt, operand }: Extract<Token, { kind: 'term' }>,
  fields: readonly Field[],
  rows: Iterable<Row>,
  clock: Clock,
): Completion {
  const field = fieldCalled(name, fields);
  if (field === null || !['text', 'flag'].includes(field.kind) || !['=', ':', '!='].includes(operator) || (operand !== null && operand.form !== 'plain'))
    return NONE;
  const wanted = (operand?.text ?? '').toLowerCase();
  const counts = new Map<string, number>();
  for (const row of rows) {
    const value = valueOf(field, row.values, clock);
    if (value === null || typeof value === 'number') continue;
    const shown = typeof value === 'boolean' ? (value ? 'yes' : 'no') : visibleText(String(value));
    if (shown.toLowerCase().startsWith(wanted)) counts.set(shown, (counts.get(shown) ?? 0) + 1);
  }
  const suggestions = [...counts]
    .sort(([a, some], [b, others]) => others - some || (a < b ? -1 : 1))
    .filter(([value]) => value.toLowerCase() !== wanted)
    .slice(0, MOST)
    .map(([value, count]): Suggestion => ({ insert: quoteOperand(value), about: { kind: 'value', count } }));
  return { at: operatorAt + operator.length, suggestions };
}

/** A value as a query writes it: in quotes where it would be read as something else. */
export function quoteOperand(value: string): string {
  return /^[^\s()"*?]+$/.test(value) && value !== '-' ? value : `"${value.replaceAll(/["\\]/g, '\\$&')}"`;
}
