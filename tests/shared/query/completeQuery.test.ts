import { describe, expect, it } from 'vitest';
import { FIELDS } from '../../../shared/fields/registry.ts';
import { completeQuery, quoteOperand } from '../../../shared/query/completeQuery.ts';
import { parseQuery } from '../../../shared/query/parseQuery.ts';
import { makeRow } from '../process/rowFixture.ts';

const clock = { takenAt: 0, bootedAt: 0, msPerStartUnit: 1 };
const rows = [
  makeRow(1, null, { user: 'root', state: 'S' }),
  makeRow(2, 1, { user: 'root', state: 'Z' }),
  makeRow(3, 1, { user: 'dev team', state: 'S' }),
  makeRow(4, 1, { user: null, state: 'S' }),
];

function complete(text: string, cursor = text.length): { readonly at: number; readonly inserts: readonly string[] } {
  const { at, suggestions } = completeQuery(text, cursor, FIELDS, rows, clock);
  return { at, inserts: suggestions.map(({ insert }) => insert) };
}

describe('completeQuery', () => {
  it('offers the names of fields, by id, short name and header', () => {
    expect(complete('us').inserts).toEqual(['user:']);
    expect(complete('cp').inserts).toContain('cpu>');
    expect(complete('a or Memor').inserts).toContain('mem>');
    expect(complete('a or Memor').at).toBe(5);
  });

  it('offers the values that rows have, the commonest first, in quotes where they need them', () => {
    expect(complete('user:')).toEqual({ at: 5, inserts: ['root', '"dev team"'] });
    expect(complete('x user!=de')).toEqual({ at: 8, inserts: ['"dev team"'] });
    expect(complete('state:').inserts).toEqual(['S', 'Z']);
  });

  it.each(['', 'node ', 'cpu>', 'user:root', 'user:"', '"us', 'user~ro', '('])('offers nothing for %j', (text) => {
    expect(complete(text).inserts).toEqual([]);
  });

  it('looks no further than the cursor', () => {
    expect(complete('us and x', 2).inserts).toEqual(['user:']);
  });

  it.each(['root', 'dev team', 'a"b', 'c\\d', '-', 'x*', '(y)'])('%j is read back as itself', (value) => {
    expect(parseQuery(`user:${quoteOperand(value)}`, FIELDS)).toMatchObject({ ok: true, query: { operand: { text: value } } });
  });
});
