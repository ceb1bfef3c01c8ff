import { cpus, freemem, loadavg, totalmem } from 'node:os';
import type { CpuTimes } from '../../../shared/system/cpuTimes.ts';
import type { SystemReader } from './systemReader.ts';

/** On these, libuv answers freemem with what is available (MemAvailable, ullAvailPhys); elsewhere with the free pages alone, which is another thing. */
const AVAILABLE_IS_TOLD: readonly string[] = ['linux', 'win32'];
/** On these, libuv counts interrupts; elsewhere it says 0. */
const IRQ_IS_TOLD: readonly string[] = ['linux', 'win32'];

/** Reads what Node can tell of any system. `platform` as Node names it. */
export function createOsSystem(platform: string): SystemReader {
  const timesOf = ({ user, nice, sys, idle, irq }: ReturnType<typeof cpus>[number]['times']): CpuTimes => ({
    user,
    nice,
    system: sys,
    idle,
    iowait: null,
    irq: IRQ_IS_TOLD.includes(platform) ? irq : null,
    steal: null,
  });

  return {
    read: () => {
      const cores = new Map(cpus().map(({ times }, index) => [index, timesOf(times)] as const));
      const hasLoad = platform !== 'win32';
      const hasAvailable = AVAILABLE_IS_TOLD.includes(platform);
      const [one = 0, five = 0, fifteen = 0] = loadavg();
      return {
        monotonic: performance.now(),
        cpus: cores.size === 0 ? null : cores.size,
        cpu: cores.size === 0 ? null : [...cores.values()].reduce(addTimes),
        cores,
        load: hasLoad ? [one, five, fifteen] : null,
        memory: { total: totalmem(), available: hasAvailable ? freemem() : null, cached: null },
        swap: null,
        pressure: { cpu: null, memory: null, io: null },
        forks: null,
        unknown: {
          ...(cores.size === 0 ? { cpu: 'unsupported' } : {}),
          ...(hasLoad ? {} : { load: 'unsupported' }),
          ...(hasAvailable ? {} : { available: 'unsupported' }),
          cached: 'unsupported',
          swap: 'unsupported',
          cpuPressure: 'unsupported',
          memoryPressure: 'unsupported',
          ioPressure: 'unsupported',
          forks: 'unsupported',
        },
      };
    },
    close: () => {},
  };
}

function addTimes(a: CpuTimes, b: CpuTimes): CpuTimes {
  return {
    user: a.user + b.user,
    nice: a.nice + b.nice,
    system: a.system + b.system,
    idle: a.idle + b.idle,
    iowait: null,
    irq: a.irq === null || b.irq === null ? null : a.irq + b.irq,
    steal: null,
  };
}
