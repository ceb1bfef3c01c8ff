import { expect, it } from 'vitest';
import { ownCost } from '../../../shared/process/ownCost.ts';
import { type Row, rowOf } from '../../../shared/process/row.ts';
import { buildTree } from '../../../shared/process/tree.ts';

const row = (pid: number, ppid: number, sid: number, cpuPercent: number | null = 1, rss: number | null = 100): Row =>
  rowOf({ pid, ppid, sid, startTime: pid, cpuPercent, rss }, null);
const costOf = (rows: readonly Row[], pid = 20, exited: readonly Row[] = []) => {
  const living = new Map(rows.map((each) => [each.key, each]));
  const { parts, ...sums } = ownCost(pid, living, buildTree([...rows, ...exited]));
  return { pids: parts.map(({ row: each }) => each.id.pid), ...sums };
};

it('the engine with all that descend from it, and nobody else', () => {
  const rows = [row(1, 0, 1), row(10, 1, 10), row(20, 10, 10), row(21, 20, 10), row(22, 21, 10), row(30, 10, 10)];
  expect(costOf(rows)).toEqual({ pids: [20, 21, 22], cpuPercent: 3, memory: 300 });
});

it('not the browser that it opened, which has a session of its own', () => {
  const rows = [row(1, 0, 1), row(20, 1, 1), row(21, 20, 1), row(40, 20, 40), row(41, 40, 40)];
  expect(costOf(rows).pids).toEqual([20, 21]);
});

it('unknown is unknown, and what is known counts', () => {
  expect(costOf([row(20, 1, 1, null, null)])).toEqual({ pids: [20], cpuPercent: null, memory: null });
  expect(costOf([row(20, 1, 1, 5, 70), row(21, 20, 1, null, null)])).toEqual({ pids: [20, 21], cpuPercent: 5, memory: 70 });
});

it('a helper that has just exited counts no more; without the engine in the table nothing is known', () => {
  expect(costOf([row(20, 1, 1)], 20, [row(21, 20, 1)]).pids).toEqual([20]);
  expect(costOf([row(1, 0, 1)])).toEqual({ pids: [], cpuPercent: null, memory: null });
});

it('PSS where it was read, RSS for the rest, and each says which', () => {
  const rows = [row(20, 1, 1, 1, 100), row(21, 20, 1, 1, 100)];
  const cost = ownCost(20, new Map(rows.map((each) => [each.key, each])), buildTree(rows), new Map([['20:20', 30]]));
  expect(cost.memory).toBe(130);
  expect(cost.parts.map(({ memory, isPss }) => [memory, isPss])).toEqual([
    [30, true],
    [100, false],
  ]);
});
