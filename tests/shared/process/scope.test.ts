import { expect, it } from 'vitest';
import { membersOf } from '../../../shared/process/scope.ts';
import { makeRow } from './rowFixture.ts';

const rows = [
  makeRow(10, 1, { startTime: 1, pgid: 10, sid: 10, comm: 'sh' }),
  makeRow(11, 10, { startTime: 2, pgid: 11, sid: 10, comm: 'sleep' }),
  makeRow(12, 11, { startTime: 3, pgid: 11, sid: 10, comm: 'sleep' }),
  makeRow(13, 1, { startTime: 4, pgid: 11, sid: 10, comm: 'x' }),
  makeRow(14, 1, { startTime: 5, pgid: 14, sid: 14, comm: 'sleep' }),
  makeRow(15, 1, { startTime: 6, pgid: 0, sid: 0, comm: 'y' }),
  makeRow(16, 1, { startTime: 7, pgid: 0, sid: 0, comm: 'z' }),
  makeRow(17, 1, { startTime: 8, pgid: null, sid: null, comm: null }),
  makeRow(18, 1, { startTime: 9, pgid: null, sid: null, comm: null }),
];
const table = new Map(rows.map((row) => [row.key, row]));
const idOf = (pid: number) => rows.find((row) => row.id.pid === pid)!.id;

it.each([
  ['process', [10], [10]],
  ['marked', [12, 14], [12, 14]],
  ['subtree', [10], [10, 11, 12]],
  ['subtree', [12, 10], [12, 10, 11]],
  ['group', [12], [12, 11, 13]],
  ['session', [11], [11, 10, 12, 13]],
  ['name', [11], [11, 12, 14]],
  ['group', [15], [15]],
  ['session', [15], [15]],
  ['group', [17], [17]],
  ['name', [17], [17]],
] as const)('%s of %j is %j', (scope, chosen, members) => {
  expect(membersOf(scope, chosen.map(idOf), table).map(({ pid }) => pid)).toEqual(members);
});

it('keeps what was chosen as it was bound, also when it has left the table', () => {
  const bound = { ...idOf(10), inode: '77' };
  const gone = { pid: 99, startTime: 3, inode: '78' };
  expect(membersOf('subtree', [bound, gone], table)).toEqual([bound, gone, idOf(11), idOf(12)]);
});

it('a pid that is another process now has no members', () => {
  expect(membersOf('subtree', [{ ...idOf(10), startTime: 0 }], table)).toHaveLength(1);
});
