import { describe, expect, it } from 'vitest';
import { FIELDS } from '../../../shared/fields/registry.ts';
import type { Row } from '../../../shared/process/row.ts';
import { isLike, parseQuantity } from '../../../shared/query/compileTest.ts';
import { fieldsOf, matcherOf } from '../../../shared/query/matchQuery.ts';
import { parseQuery } from '../../../shared/query/parseQuery.ts';
import type { Query } from '../../../shared/query/query.ts';
import { makeRow } from '../process/rowFixture.ts';

const clock = { takenAt: 1_000_000, bootedAt: 0, msPerStartUnit: 10 };
const node = makeRow(5120, 1, {
  comm: 'node',
  args: ['node', 'build/watch.mjs', '--project', 'Shop'],
  user: 'dev',
  state: 'S',
  threads: 11,
  nice: -5,
  tty: 'pts/3',
  unit: 'ssh@1.service',
  rss: 2 * 1024 ** 3,
  cpuPercent: 7.5,
  startTime: 40_000,
  isKernelThread: false,
});

function query(text: string): Query {
  const parsed = parseQuery(text, FIELDS);
  if (!parsed.ok || parsed.query === null) throw new Error(`${text}: ${parsed.ok ? 'empty' : parsed.fault.fault}`);
  return parsed.query;
}

const matches = (text: string, row: Row = node): boolean => matcherOf(query(text))(row, clock);

describe('matcherOf', () => {
  it.each(['NODE', 'shop', '512', 'dev', '"s<l"', 'shop dev', ' node   watch '])('bare words: %s occur in what the row shows', (text) => {
    expect(matches(text)).toBe(true);
  });

  it.each(['python', 'node python', 'root', 'node5120', 'devs'])('bare words: %j does not, and none spans two columns', (text) => {
    expect(matches(text)).toBe(false);
  });

  it.each([
    ['state:S', true],
    ['state:s', true],
    ['state:Z', false],
    ['user:de', false],
    ['user:d*', true],
    ['user:d?v', true],
    ['user:"d*"', false],
    ['user!=root', true],
    ['cpu>5', true],
    ['cpu>7.5', false],
    ['cpu>=7.5%', true],
    ['mem>1g', true],
    ['mem:2GiB', true],
    ['mem<2048m', false],
    // It is (1,000,000 - 400,000) ms old.
    ['age<10m', false],
    ['age<=10m', true],
    ['age>599', true],
    ['nice<0', true],
    ['tty:pts/3', true],
    ['unit:ssh*', true],
    ['name~/^no/', true],
    ['name~/^NO/', false],
    ['name~/^NO/i', true],
    ['command~watch', true],
    ['command~"mjs --project"', true],
    ['command:"node build/watch.mjs --project Shop"', true],
    ['kernel:no', true],
    ['kernel:yes', false],
    ['container:-', true],
    ['unit:-', false],
    ['unit!=-', true],
    ['swap>0', false],
    ['not swap>0', true],
    ['user:root or (cpu>5 and not state:Z)', true],
  ])('%s is %s of the row', (text, expected) => {
    expect(matches(text)).toBe(expected);
  });

  it('finds a zombie by what its row says', () => {
    expect(matches('"<defunct>"', makeRow(7, 1, { comm: 'gone', state: 'Z', threads: 1 }))).toBe(true);
  });

  it('A4 A6 finds hidden characters as they are shown, and never spans lines', () => {
    const row = makeRow(8, 1, { comm: 'new\nline', args: ['a\u202eb'] });
    expect(matches('new\\nline', row)).toBe(true);
    expect(matches('name:new\\nline', row)).toBe(true);
    expect(matches('\\u{202e}', row)).toBe(true);
    expect(matches('command~\\u{202e}', row)).toBe(true);
  });

  it('A1 finds parentheses in quotes', () => {
    expect(matches('"("', makeRow(1, null, { comm: ') R (1' }))).toBe(true);
  });

  it('sees a new command line of a process that executed another program', () => {
    expect(matches('second', makeRow(9, 1, { comm: 'a', args: ['first'] }))).toBe(false);
    expect(matches('second', makeRow(9, 1, { comm: 'a', args: ['second'] }))).toBe(true);
  });

  it('knows which fields it needs', () => {
    expect([...fieldsOf(query('node or (unit:x and not (cpu>1 or cpu<0))'))].map(({ id }) => id)).toEqual(['unit', 'cpuPercent']);
  });
});

it.each([
  ['', '', true],
  ['', '*', true],
  ['a', '', false],
  ['abc', 'a*c', true],
  ['abc', 'a*b', false],
  ['abcabc', '*abc', true],
  ['aab', '*?b', true],
  ['b', '?b', false],
  ['a'.repeat(10_000), `${'*a'.repeat(50)}b`, false],
])('isLike(%j, %j) is %s', (text, pattern, expected) => {
  expect(isLike(text, pattern)).toBe(expected);
});

it.each([
  ['1.5g', 'bytes', 1.5 * 1024 ** 3],
  ['100kB', 'bytes', 102_400],
  ['64MiB', 'bytes', 64 * 1024 ** 2],
  ['7', 'bytes', 7],
  ['10k/s', 'bytesPerSecond', 10_240],
  ['10', 'ms', 10_000],
  ['10ms', 'ms', 10],
  ['2h', 'ms', 7_200_000],
  ['5%', 'percent', 5],
  ['-5', null, -5],
  ['1970-01-01T00:00:01Z', 'epochMs', 1_000],
  ['1k', null, null],
  ['1e3', null, null],
  ['yesterday', 'epochMs', null],
  ['1__proto__', 'bytes', null],
  ['Infinity', null, null],
  ['', 'ms', null],
] as const)('parseQuantity(%j, %s) is %s', (text, unit, expected) => {
  expect(parseQuantity(text, unit)).toBe(expected);
});
