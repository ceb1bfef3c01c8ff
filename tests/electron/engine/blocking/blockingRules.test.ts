import { expect, test } from 'vitest';
import { type BlockingRule, blockingRules, changeBy, foundIn, keepReasons, reasonUnread } from '../../../../electron/engine/blocking/blockingRules.ts';
import type { ReadResult } from '../../../../electron/engine/reader/orderQueue.ts';
import { FIELDS } from '../../../../shared/fields/registry.ts';
import { rowOf } from '../../../../shared/process/row.ts';
import { makeRow } from '../../../shared/process/rowFixture.ts';

const RULES = blockingRules(FIELDS);
const ruleOf = (file: string): BlockingRule => RULES.find((rule) => rule.file === file)!;
const textRead = (text: string): ReadResult => ({ kind: 'read', bytes: new TextEncoder().encode(text), isCut: false });

const SMAPS = `5555-7fff ---p 00000000 00:00 0                          [rollup]
Rss:                1636 kB
Pss:                 211 kB
Pss_Dirty:            99 kB
Swap:                  4 kB
SwapPss:               1 kB
`;
const ioText = (read: number, written: number): string =>
  `rchar: 9\nwchar: 8\nsyscr: 7\nsyscw: 6\nread_bytes: ${read}\nwrite_bytes: ${written}\ncancelled_write_bytes: 5\n`;

test('smaps_rollup tells bytes', () => {
  expect(foundIn(ruleOf('smaps_rollup'), textRead(SMAPS), null, 0)).toEqual({ values: { pss: 211 * 1024, swap: 4096 }, unknown: { pss: null, swap: null } });
});

test('a line that the kernel does not have is unknown, not 0', () => {
  expect(foundIn(ruleOf('smaps_rollup'), textRead('Pss: 1 kB\n'), null, 0)).toMatchObject({ values: { swap: null }, unknown: { swap: 'unsupported' } });
});

test('io: rates want two readings, count bytes per second, and are never negative (D12)', () => {
  const rule = ruleOf('io');
  const first = foundIn(rule, textRead(ioText(1000, 500)), null, 1000)!;
  expect(first.values).toEqual({ readBytes: 1000, writtenBytes: 500, readRate: null, writeRate: null });
  expect(first.unknown).toMatchObject({ readBytes: null, readRate: 'first-sample', writeRate: 'first-sample' });
  const second = foundIn(rule, textRead(ioText(3000, 400)), { values: first.values, at: 1000 }, 1500)!;
  expect(second.values).toEqual({ readBytes: 3000, writtenBytes: 400, readRate: 4000, writeRate: 0 });
  expect(Object.values(second.unknown)).toEqual([null, null, null, null]);
});

test.each(['denied', 'blocked'] as const)('%s is unknown with the reason, never 0', (kind) => {
  expect(foundIn(ruleOf('io'), { kind }, { values: { readBytes: 1 }, at: 0 }, 1)).toEqual({
    values: { readBytes: null, writtenBytes: null, readRate: null, writeRate: null },
    unknown: { readBytes: kind, writtenBytes: kind, readRate: kind, writeRate: kind },
  });
});

test.each([
  ['0', null],
  ['', null],
  ['do_wait', 'do_wait'],
  ['do_epoll_wait\n', 'do_epoll_wait'],
])('wchan %j is %j', (text, value) => {
  expect(foundIn(ruleOf('wchan'), textRead(text), null, 0)).toEqual({ values: { wchan: value }, unknown: { wchan: value === null ? 'none' : null } });
});

test('what a zombie or a kernel thread has none of is not read', () => {
  const zombie = makeRow(5, 1, { state: 'Z', threads: 1 });
  const thread = makeRow(6, 2, { state: 'I', isKernelThread: true });
  expect(RULES.map((rule) => [rule.file, reasonUnread(rule, zombie), reasonUnread(rule, thread), reasonUnread(rule, makeRow(7))])).toEqual([
    ['cmdline', 'zombie', 'kernel-thread', null],
    ['smaps_rollup', 'zombie', 'kernel-thread', null],
    ['io', null, null, null],
    ['wchan', 'zombie', null, null],
  ]);
});

test('only what differs is a change', () => {
  const row = rowOf({ pid: 5, startTime: 1, args: ['a', 'b'], pss: 7 }, { rss: 'denied' });
  expect(changeBy(row, { values: { args: ['a', 'b'], pss: 7 }, unknown: { args: null } })).toBeNull();
  expect(changeBy(row, { values: { args: ['a', 'c'] }, unknown: { args: null } })).toEqual({ values: { args: ['a', 'c'] } });
  expect(changeBy(row, { values: { pss: null }, unknown: { pss: 'denied' } })).toEqual({ values: { pss: null }, unknown: { rss: 'denied', pss: 'denied' } });
  expect(changeBy(row, { values: {}, unknown: { rss: null } })).toEqual({ values: {}, unknown: null });
});

test('the sampler, which knows nothing of these files, takes no reason away', () => {
  const row = rowOf({ pid: 5, startTime: 1, args: ['a'] }, { pss: 'denied', args: 'cut' });
  expect(keepReasons(RULES, row, { args: 'not-read', rss: 'zombie' })).toEqual({ pss: 'denied', args: 'cut', rss: 'zombie' });
  expect(keepReasons(RULES, rowOf({ pid: 5, args: null }, null), { args: 'kernel-thread' })).toEqual({ args: 'kernel-thread' });
  expect(keepReasons(RULES, row, null)).toEqual({ pss: 'denied' });
});
