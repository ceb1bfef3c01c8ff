import type { Field } from '../fields/field.ts';

/** `:` is, `!=` is not, `~` contains or matches; the others compare numbers. */
export const OPERATORS = ['!=', '<=', '>=', ':', '=', '~', '<', '>'] as const;
export type Operator = (typeof OPERATORS)[number];

/** Where something stands in the text: the index of its first character, and how many it has. */
export interface Place {
  readonly at: number;
  readonly length: number;
}

/** A value as it was typed. */
export interface Operand extends Place {
  readonly text: string;
  /** In quotes: wildcards and the dash mean themselves. Between slashes: a regular expression, `flags` behind it. */
  readonly form: 'plain' | 'quoted' | 'pattern';
  readonly flags: string;
}

/** A query that can be asked. Values are checked: see compileTest. */
export type Query =
  /** Occurs in the name, command line, pid, user or STAT, as they are shown. */
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'term'; readonly field: Field; readonly operator: Operator; readonly operand: Operand }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Query[] }
  | { readonly kind: 'not'; readonly part: Query };

export const QUERY_FAULTS = [
  'unknown-field',
  'missing-value',
  'bad-number',
  'bad-pattern',
  'bad-flag',
  'no-order',
  'unclosed-quote',
  'unclosed-pattern',
  'unclosed-parenthesis',
  'unexpected-parenthesis',
  'missing-operand',
  'too-long',
  'too-deep',
] as const;

/** What is wrong with a query, and where. `what` is the part of it that the words quote; `hint` what may have been meant. */
export interface QueryFault extends Place {
  readonly fault: (typeof QUERY_FAULTS)[number];
  readonly what: string;
  readonly hint: string | null;
}

/** A query; null asks for everything. */
export type Parsed = { readonly ok: true; readonly query: Query | null } | { readonly ok: false; readonly fault: QueryFault };
