import { cpus, totalmem } from 'node:os';
import { expect, it } from 'vitest';
import { createOsSystem } from '../../../../electron/engine/system/osSystem.ts';

it('tells what Node knows of any system, and of the rest why not', () => {
  const { cores, cpu, memory, load, forks, swap, unknown } = createOsSystem('darwin').read();
  expect(cores.size).toBe(cpus().length);
  expect(cpu).toMatchObject({ iowait: null, steal: null, irq: null });
  expect(memory).toEqual({ total: totalmem(), available: null, cached: null });
  expect(load).toHaveLength(3);
  expect([forks, swap]).toEqual([null, null]);
  expect(Object.keys(unknown).sort()).toEqual(['available', 'cached', 'cpuPressure', 'forks', 'ioPressure', 'memoryPressure', 'swap']);
});

it('Windows has no load, which Node says as 0; what is available it has', () => {
  const { load, memory, unknown } = createOsSystem('win32').read();
  expect(load).toBeNull();
  expect(unknown.load).toBe('unsupported');
  expect(memory!.available).toBeGreaterThan(0);
});
