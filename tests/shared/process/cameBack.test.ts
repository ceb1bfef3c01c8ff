import { expect, it } from 'vitest';
import type { FieldValue } from '../../../shared/fields/field.ts';
import { findComebacks } from '../../../shared/process/cameBack.ts';
import { type Row, rowOf } from '../../../shared/process/row.ts';

const row = (pid: number, startTime: number, values: Readonly<Record<string, FieldValue>> = {}): Row =>
  rowOf({ pid, startTime, ppid: 10, comm: 'worker', args: ['worker', '-x'], unit: null, ...values }, null);
const old = row(100, 500);

it.each<[string, Row, Row, string | null]>([
  ['the same command under the same parent', old, row(101, 600), 'parent'],
  ['in the same tick', old, row(101, 500), 'parent'],
  ['under another parent', old, row(101, 600, { ppid: 11 }), null],
  ['another command line', old, row(101, 600, { args: ['worker', '-y'] }), null],
  ['a command line that is not known', old, row(101, 600, { args: null }), 'parent'],
  ['another name', old, row(101, 600, { comm: 'other' }), null],
  ['started before it', old, row(101, 499), null],
  ['itself', old, old, null],
  ['the same service under another parent', row(100, 500, { unit: 'a.service' }), row(101, 600, { ppid: 11, unit: 'a.service' }), 'unit'],
  ['another service of one parent', row(100, 500, { unit: 'a.service' }), row(101, 600, { unit: 'b.service' }), null],
  ['one scope, another parent', row(100, 500, { unit: 'a.scope' }), row(101, 600, { ppid: 11, unit: 'a.scope' }), null],
  ['names that are not known', row(100, 500, { comm: null }), row(101, 600, { comm: null }), null],
])('%s', (_, ended, appeared, by) => {
  const expected = by === null ? [] : [{ ended: ended.id, id: appeared.id, name: 'worker', by }];
  expect(findComebacks([ended], [appeared])).toEqual(expected);
});

it('a new process stands for one that ended', () => {
  const ended = [row(100, 500), row(102, 501), row(103, 502)];
  const found = findComebacks(ended, [row(200, 600), row(201, 601)]);
  expect(found.map(({ ended: before, id }) => [before.pid, id.pid])).toEqual([
    [100, 200],
    [102, 201],
  ]);
});
