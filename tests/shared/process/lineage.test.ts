import { expect, test } from 'vitest';
import { packChanges } from '../../../shared/process/changeBlock.ts';
import { Lineage } from '../../../shared/process/lineage.ts';
import type { Row } from '../../../shared/process/row.ts';
import { packRows } from '../../../shared/process/snapshot.ts';
import { makeRow } from './rowFixture.ts';

const row = (pid: number, ppid: number): Row => makeRow(pid, ppid, { startTime: pid, comm: `p${pid}` });
const delta = (added: Row[], gone: string[] = [], changed: [string, { values: { ppid: number } }][] = []) => ({
  seq: 0,
  clock: { takenAt: 5_000, bootedAt: 0, msPerStartUnit: 10 },
  added: packRows(added, ['pid', 'ppid', 'startTime', 'comm']),
  gone,
  changed: packChanges(changed),
});

test('B6 an orphan knows who its parent was and who adopted it, as long as it lives', () => {
  const lineage = new Lineage();
  lineage.apply(delta([row(1, 0), row(10, 1), row(20, 10)]));
  lineage.apply(delta([], ['10:10'], [['20:20', { values: { ppid: 1 } }]]));
  expect(lineage.report()).toMatchObject({
    orphans: [{ id: { pid: 20 }, from: { id: { pid: 10 }, name: 'p10' }, by: { id: { pid: 1 }, name: 'p1' }, at: 5_000 }],
    ghosts: [{ id: { pid: 10 }, parent: { pid: 1 }, endedAt: 5_000 }],
  });
  lineage.apply(delta([], ['20:20']));
  expect(lineage.report()).toEqual({ orphans: [], ghosts: [] });
  expect(lineage.size).toBe(1);
});

test('B6 what is first seen under init is no orphan, and B7 a younger parent is none', () => {
  const lineage = new Lineage();
  lineage.apply(delta([row(1, 0), row(20, 1), row(30, 40), row(40, 1)]));
  lineage.apply(delta([], [], [['30:30', { values: { ppid: 1 } }]]));
  expect(lineage.report()).toEqual({ orphans: [], ghosts: [] });
});

test('1,000 forks a second for 60 s, and a program that forks itself and exits, leave nothing behind', () => {
  const lineage = new Lineage();
  lineage.apply(delta([row(1, 0), row(2, 1)]));
  let comet = 2;
  for (let next = 3; next < 60_003; next += 1000) {
    const born = Array.from({ length: 1000 }, (_, index) => row(next + index, index === 0 ? comet : 1));
    const [heir, ...others] = born;
    lineage.apply(delta(born));
    lineage.apply(delta([], [`${comet}:${comet}`, ...others.map(({ key }) => key)], [[heir!.key, { values: { ppid: 1 } }]]));
    comet = next;
    expect(lineage.size).toBeLessThan(20);
  }
});
