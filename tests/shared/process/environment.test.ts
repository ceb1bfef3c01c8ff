import { expect, it } from 'vitest';
import { variablesOf } from '../../../shared/process/environment.ts';
import { sortThreads, type Thread } from '../../../shared/process/threads.ts';

const ENTRIES = ['HOME=/root', 'TOKEN=a=b', '', '=odd', 'no equals', 'TOKEN=again', 'EMPTY='];

it('tells names alone until values are asked for: of one name, or all', () => {
  expect(variablesOf(ENTRIES, { kind: 'names' })).toEqual(['HOME', 'TOKEN', '=odd', 'no equals', 'TOKEN', 'EMPTY'].map((name) => ({ name, value: null })));
  expect(JSON.stringify(variablesOf(ENTRIES, { kind: 'names' }))).not.toContain('a=b');
  expect(variablesOf(ENTRIES, { kind: 'one', name: 'TOKEN' }).map(({ value }) => value)).toEqual([null, 'a=b', null, null, 'again', null]);
  expect(variablesOf(ENTRIES, { kind: 'all' }).map(({ value }) => value)).toEqual(['/root', 'a=b', '', '', 'again', '']);
});

it('threads are put in order by any column, unknown last, the smaller tid first among equals', () => {
  const thread = (tid: number, cpuPercent: number | null): Thread => ({
    tid,
    name: `t${tid % 2}`,
    state: 'S',
    cpuPercent,
    cpuTime: 0,
    nice: 0,
    processor: 0,
    wchan: null,
    wchanUnknown: null,
  });
  const threads = [thread(4, null), thread(1, 3), thread(3, 3), thread(2, 50)];
  const tids = (by: 'cpuPercent' | 'name', direction: 'ascending' | 'descending'): number[] => sortThreads(threads, { by, direction }).map(({ tid }) => tid);
  expect(tids('cpuPercent', 'descending')).toEqual([2, 1, 3, 4]);
  expect(tids('cpuPercent', 'ascending')).toEqual([1, 3, 2, 4]);
  expect(tids('name', 'descending')).toEqual([1, 3, 2, 4]);
});
