import { type Clock, type Field, valueOf } from '../fields/field.ts';
import type { Row } from '../process/row.ts';
import { compileTest } from './compileTest.ts';
import { haystackOf } from './haystack.ts';
import type { Query } from './query.ts';

/** Whether a row is meant, at the moment that the clock tells. */
export type Matcher = (row: Row, clock: Clock) => boolean;

/**
 * Turns a query into a matcher, once for all rows. A comparison with what is unknown does not hold, and so its `not` does. `shownAs` gives
 * the field as it is shown: CPU % of the whole machine is another number than that of a core.
 */
export function matcherOf(query: Query, shownAs: (field: Field) => Field = (field) => field): Matcher {
  switch (query.kind) {
    case 'word': {
      const wanted = query.text.toLowerCase();
      const verdicts = verdictsOf(query);
      return (row) => {
        let verdict = verdicts.get(row);
        if (verdict === undefined) verdicts.set(row, (verdict = haystackOf(row).includes(wanted)));
        return verdict;
      };
    }
    case 'term': {
      const field = shownAs(query.field);
      const compiled = compileTest(field, query.operator, query.operand);
      // parseQuery lets no other through.
      if ('fault' in compiled) return () => false;
      return (row, clock) => compiled.test(valueOf(field, row.values, clock));
    }
    case 'not': {
      const part = matcherOf(query.part, shownAs);
      return (row, clock) => !part(row, clock);
    }
    case 'and': {
      const parts = query.parts.map((part) => matcherOf(part, shownAs));
      return (row, clock) => parts.every((part) => part(row, clock));
    }
    case 'or': {
      const parts = query.parts.map((part) => matcherOf(part, shownAs));
      return (row, clock) => parts.some((part) => part(row, clock));
    }
    default:
      return query satisfies never;
  }
}

/** Whether each row has a word: of rows that did not change nobody looks again. */
const known = new WeakMap<Query, WeakMap<Row, boolean>>();
function verdictsOf(word: Query): WeakMap<Row, boolean> {
  const verdicts = known.get(word) ?? new WeakMap<Row, boolean>();
  known.set(word, verdicts);
  return verdicts;
}

/** The fields whose values a query needs. */
export function fieldsOf(query: Query): Set<Field> {
  switch (query.kind) {
    case 'word':
      return new Set();
    case 'term':
      return new Set([query.field]);
    case 'not':
      return fieldsOf(query.part);
    case 'and':
    case 'or':
      return new Set(query.parts.flatMap((part) => [...fieldsOf(part)]));
    default:
      return query satisfies never;
  }
}
