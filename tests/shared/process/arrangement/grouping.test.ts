import { expect, test } from 'vitest';
import { type Grouping, groupRows } from '../../../../shared/process/arrangement/grouping.ts';
import { isGroupRow } from '../../../../shared/process/arrangement/groupRow.ts';
import type { Row } from '../../../../shared/process/row.ts';
import { makeRow } from '../rowFixture.ts';

const rows: readonly Row[] = [
  makeRow(1, 0, { comm: 'init', user: 'root', sid: 1, state: 'S', rss: 10, cpuPercent: 1, unit: 'init.scope', container: null }),
  makeRow(20, 1, { comm: 'bash', user: 'ann', sid: 20, tty: 'pts/1', state: 'S', rss: 20, cpuPercent: null, unit: 'session-1.scope', container: null }),
  makeRow(21, 20, { comm: 'sleep', user: 'ann', sid: 20, tty: 'pts/1', state: 'T', rss: 30, cpuPercent: 2, unit: 'session-1.scope', container: null }),
  makeRow(31, 30, { comm: 'sleep', user: 'ann', sid: 29, state: 'Z', threads: 1, rss: null, unit: null, container: null }),
  makeRow(32, 20, { comm: 'sleep', user: 'root', sid: 0, state: 'Z', threads: 3, rss: 5, unit: null, container: null }),
];

const everyone = (): boolean => true;
const read = (grouping: Grouping, isLiving: (row: Row) => boolean = everyone): Record<string, unknown> => {
  const { roots, childrenOf } = groupRows(rows, grouping, isLiving);
  return Object.fromEntries(
    roots.map((root) => [
      isGroupRow(root) ? root.group.label.en : '?',
      [(childrenOf.get(root.key) ?? []).map(({ id }) => id.pid), root.values.rss, root.values.cpuPercent],
    ]),
  );
};

test.each<[Grouping, Record<string, unknown>]>([
  ['user', { root: [[1, 32], 15, 1], ann: [[20, 21, 31], 50, 2] }],
  [
    'session',
    {
      'init (1)': [[1], 10, 1],
      'pts/1 · bash (20)': [[20, 21], 50, 2],
      'session 29, its leader is gone': [[31], null, null],
      'a session from outside of this PID namespace': [[32], 5, null],
    },
  ],
  ['unit', { 'init.scope': [[1], 10, 1], 'session-1.scope': [[20, 21], 50, 2], 'not read': [[31, 32], 5, null] }],
  ['state', { 'S sleeping': [[1, 20], 30, 1], 'T stopped': [[21], 30, 2], 'Z zombie': [[31], null, null], 'Zl leader exited': [[32], 5, null] }],
])('groups by %s have their members and the sums of what is known of them', (grouping, expected) => {
  expect(read(grouping)).toEqual(expected);
});

test('threads of the kernel are in no session', () => {
  const { roots } = groupRows([makeRow(2, 0, { comm: 'kthreadd', sid: 0, isKernelThread: true })], 'session', everyone);
  expect(roots.map((root) => isGroupRow(root) && root.group.label.en)).toEqual(['no session (kernel)']);
});

test('by program, two workers of one parent are a pool of their own beside the others', () => {
  const { roots, childrenOf } = groupRows(rows, 'program', everyone);
  const sleep = roots.find(({ key }) => key === 'group:program=sleep')!;
  const under = childrenOf.get(sleep.key)!;
  expect(under.map((row) => (isGroupRow(row) ? row.group.label.en : row.id.pid))).toEqual(['under bash (20)', 31]);
  expect(childrenOf.get(under[0]!.key)!.map(({ id }) => id.pid)).toEqual([21, 32]);
  expect(isGroupRow(sleep) && sleep.group.members).toHaveLength(3);
});

test('what has ended stays in its group and counts in no total', () => {
  expect(read('user', ({ id }) => id.pid !== 21)['ann']).toEqual([[20, 21, 31], 20, null]);
});

test('what was read and is none is told from what was not read', () => {
  const none = { ...rows[3]!, unknown: { unit: 'none' as const } };
  expect(groupRows([none], 'unit', everyone).roots.map(({ values }) => values.comm)).toEqual(['no unit']);
});
