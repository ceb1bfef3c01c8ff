import type { Field } from '../fields/field.ts';
import { compileTest } from './compileTest.ts';
import type { Parsed, Place, Query, QueryFault } from './query.ts';
import { fieldCalled, nearestName } from './queryFields.ts';
import { type Token, tokenize } from './queryTokens.ts';

/** Longer texts, and deeper ones, are no queries that anybody types. */
export const LONGEST_QUERY = 1_000;
const DEEPEST = 50;

/**
 * Parses the filter language, the same in the view and in `ps --where`:
 *
 *     query = and { "or" and }            and  = not { [ "and" ] not }        not = "not" not | "(" query ")" | term | word
 *     term  = name operator value        word = a text, in double quotes where it holds blanks or parentheses
 *
 * `name` is a field's id or short name. `:` and `=` are "is" (`*` and `?` in texts, `-` where there is no value), `!=` is "is not", `~` is
 * "contains" or, between slashes, "matches the regular expression"; `<`, `<=`, `>`, `>=` compare numbers with their units (parseQuantity).
 * `not` binds closest, then `and`, then `or`. Never throws; a fault says what is wrong and where.
 */
export function parseQuery(text: string, fields: readonly Field[]): Parsed {
  if (text.length > LONGEST_QUERY)
    return { ok: false, fault: { fault: 'too-long', at: LONGEST_QUERY, length: text.length - LONGEST_QUERY, what: '', hint: null } };
  try {
    return { ok: true, query: new Parser(text, fields).parse() };
  } catch (error) {
    if (error instanceof Faulty) return { ok: false, fault: error.fault };
    throw error;
  }
}

class Faulty extends Error {
  constructor(readonly fault: QueryFault) {
    super(fault.fault);
  }
}

class Parser {
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(
    readonly text: string,
    readonly fields: readonly Field[],
  ) {
    this.#tokens = tokenize(text, (name) => fieldCalled(name, fields) !== null);
  }

  parse(): Query | null {
    if (this.#tokens.length === 0) return null;
    const query = this.#or();
    const rest = this.#tokens[this.#next];
    if (rest !== undefined) this.#fail('unexpected-parenthesis', rest);
    return query;
  }

  #or(): Query {
    const parts = [this.#and()];
    while (this.#take('or') !== null) parts.push(this.#and());
    return parts.length === 1 ? parts[0]! : { kind: 'or', parts };
  }

  #and(): Query {
    const parts = [this.#not()];
    for (;;) {
      const kind = this.#tokens[this.#next]?.kind;
      if (kind === undefined || kind === 'or' || kind === 'close') break;
      this.#take('and');
      parts.push(this.#not());
    }
    return parts.length === 1 ? parts[0]! : { kind: 'and', parts };
  }

  #not(): Query {
    const token = this.#take('not');
    if (token === null) return this.#atom();
    return this.#deeper(token, () => ({ kind: 'not', part: this.#not() }));
  }

  #atom(): Query {
    const token = this.#tokens[this.#next++];
    if (token === undefined) return this.#fail('missing-operand', { at: this.text.trimEnd().length, length: 1 });
    switch (token.kind) {
      case 'word':
        return { kind: 'word', text: token.text };
      case 'term':
        return this.#term(token);
      case 'open':
        return this.#deeper(token, () => {
          const inner = this.#or();
          if (this.#take('close') === null) this.#fail('unclosed-parenthesis', token);
          return inner;
        });
      case 'close':
        return this.#fail('unexpected-parenthesis', token);
      case 'and':
      case 'or':
      case 'not':
        return this.#fail('missing-operand', token);
      case 'unclosed':
        return this.#fail(token.fault, token);
      default:
        return token satisfies never;
    }
  }

  #term({ name, operator, operatorAt, operand, at }: Extract<Token, { kind: 'term' }>): Query {
    const field = fieldCalled(name, this.fields);
    if (field === null) return this.#fail('unknown-field', { at, length: name.length }, nearestName(name, this.fields));
    if (operand === null) return this.#fail('missing-value', { at: operatorAt, length: operator.length });
    const compiled = compileTest(field, operator, operand);
    if ('fault' in compiled)
      return this.#fail(compiled.fault, compiled.fault === 'no-order' ? { at: operatorAt, length: operator.length } : operand, compiled.hint);
    return { kind: 'term', field, operator, operand };
  }

  #deeper(token: Token, parse: () => Query): Query {
    if (++this.#depth > DEEPEST) this.#fail('too-deep', token);
    const query = parse();
    this.#depth--;
    return query;
  }

  #take(kind: Token['kind']): Token | null {
    const token = this.#tokens[this.#next];
    if (token?.kind !== kind) return null;
    this.#next++;
    return token;
  }

  #fail(fault: QueryFault['fault'], { at, length }: Place, hint: string | null = null): never {
    throw new Faulty({ fault, at, length, what: this.text.slice(at, at + length), hint });
  }
}
