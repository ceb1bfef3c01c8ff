import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../../shared/query/filter.ts';
import { makeRow } from '../process/rowFixture.ts';

const node = makeRow(5120, 1, { comm: 'node', args: ['node', 'build/watch.mjs', '--project', 'Shop'], user: 'dev', state: 'S', threads: 11 });

describe('parseFilter', () => {
  it.each(['', '  ', '\t'])('has no matcher for %j', (text) => {
    expect(parseFilter(text)).toBeNull();
  });

  it.each(['NODE', 'shop', '512', 'dev', 'sl', 'shop dev', ' node   watch '])('matches %j', (text) => {
    expect(parseFilter(text)!(node)).toBe(true);
  });

  it.each(['python', 'node python', 'root', 'node5120', 'devsl'])('does not match %j: every word, none across two columns', (text) => {
    expect(parseFilter(text)!(node)).toBe(false);
  });

  it('finds a zombie by what its row says', () => {
    expect(parseFilter('<defunct>')!(makeRow(7, 1, { comm: 'gone', state: 'Z', threads: 1 }))).toBe(true);
  });

  it('A4 finds hidden characters as they are shown, and never spans lines', () => {
    const row = makeRow(8, 1, { comm: 'new\nline', args: ['a\u202eb'] });
    expect(parseFilter('new\\nline')!(row)).toBe(true);
    expect(parseFilter('\\u{202e}')!(row)).toBe(true);
  });

  it('takes the characters of regular expressions as they are', () => {
    expect(parseFilter('.*')!(node)).toBe(false);
    expect(parseFilter('(')!(makeRow(1, null, { comm: ') R (1' }))).toBe(true);
  });

  it('sees a new command line of a process that executed another program', () => {
    const matches = parseFilter('second')!;
    expect(matches(makeRow(9, 1, { comm: 'a', args: ['first'] }))).toBe(false);
    expect(matches(makeRow(9, 1, { comm: 'a', args: ['second'] }))).toBe(true);
  });
});
