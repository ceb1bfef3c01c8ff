import { expect, it } from 'vitest';
import { type CpuTimes, cpuShares } from '../../../shared/system/cpuTimes.ts';
import { busyPercent } from '../../../shared/system/systemLine.ts';

const NONE: CpuTimes = { user: 0, nice: 0, system: 0, idle: 0, iowait: 0, irq: 0, steal: 0 };

it.each([
  ['a quarter each', { user: 25, system: 25, idle: 25, iowait: 25 }, { user: 25, nice: 0, system: 25, iowait: 25, irq: 0, steal: 0, idle: 25 }],
  ['all idle', { idle: 7 }, { user: 0, nice: 0, system: 0, iowait: 0, irq: 0, steal: 0, idle: 100 }],
  ['thirds', { user: 1, nice: 1, steal: 1 }, { user: 33.33, nice: 33.33, system: 0, iowait: 0, irq: 0, steal: 33.33, idle: 0 }],
])('%s', (_, grown, shares) => {
  const before = { ...NONE, user: 1000, idle: 50_000, iowait: 70 };
  const after: CpuTimes = { ...before };
  for (const [kind, value] of Object.entries(grown)) Object.assign(after, { [kind]: before[kind as keyof CpuTimes]! + value });
  expect(cpuShares(before, after)).toEqual(shares);
});

it('D12 a counter that goes back stands still, and no share is negative or above 100', () => {
  const shares = cpuShares({ ...NONE, iowait: 500, idle: 100 }, { ...NONE, iowait: 400, idle: 150, user: 50 });
  expect(shares).toEqual({ user: 50, nice: 0, system: 0, iowait: 0, irq: 0, steal: 0, idle: 50 });
});

it('is unknown without a reading before, and where no tick has passed', () => {
  expect(cpuShares(null, NONE)).toBeNull();
  expect(cpuShares(undefined, NONE)).toBeNull();
  expect(cpuShares({ ...NONE, user: 5 }, { ...NONE, user: 5 })).toBeNull();
});

it('what the system does not count stays unknown, not 0', () => {
  const bare: CpuTimes = { ...NONE, iowait: null, irq: null, steal: null };
  expect(cpuShares(bare, { ...bare, user: 10, idle: 30 })).toEqual({ user: 25, nice: 0, system: 0, iowait: null, irq: null, steal: null, idle: 75 });
});

it('waiting for a disk is no work', () => {
  expect(busyPercent({ user: 10, nice: 5, system: 5, iowait: 30, irq: 0, steal: 10, idle: 40 })).toBe(30);
  expect(busyPercent({ user: 10, nice: 0, system: 0, iowait: null, irq: null, steal: null, idle: 90 })).toBe(10);
});
