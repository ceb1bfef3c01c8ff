import { expect, it } from 'vitest';
import { BirthCounter } from '../../../../electron/engine/system/birthCounter.ts';
import { packChanges } from '../../../../shared/process/changeBlock.ts';
import { rowOf } from '../../../../shared/process/row.ts';
import { type Delta, packRows } from '../../../../shared/process/snapshot.ts';

const delta = (
  added: readonly [pid: number, threads: number | null][],
  changed: readonly [pid: number, threads: number][] = [],
  gone: readonly number[] = [],
): Delta => ({
  seq: 0,
  clock: { takenAt: 0, bootedAt: 0, msPerStartUnit: 1 },
  added: packRows(
    added.map(([pid, threads]) => rowOf({ pid, startTime: pid, threads }, null)),
    ['pid', 'startTime', 'threads'],
  ),
  changed: packChanges(changed.map(([pid, threads]) => [`${pid}:${pid}`, { values: { threads } }])),
  gone: gone.map((pid) => `${pid}:${pid}`),
});

it('counts processes with their threads, and threads that came', () => {
  const births = new BirthCounter();
  expect(
    births.count(
      delta([
        [10, 1],
        [11, 4],
        [12, null],
      ]),
    ),
  ).toBe(6);
  expect(
    births.count(
      delta(
        [],
        [
          [10, 3],
          [11, 2],
        ],
      ),
    ),
  ).toBe(2);
  expect(
    births.count(
      delta(
        [],
        [
          [10, 3],
          [11, 4],
        ],
      ),
    ),
  ).toBe(2);
  expect(births.count(delta([], [], [10, 11, 12]))).toBe(0);
});
