import type { UnknownReason } from '../../../shared/fields/field.ts';
import type { SystemFact } from '../../../shared/system/systemLine.ts';
import { KeptFile } from './keptFile.ts';
import { parseLoadavg, parseMeminfo, parsePressure } from './procLevels.ts';
import { parseProcStat, type ProcStat } from './procStat.ts';
import type { SystemReader, SystemReading } from './systemReader.ts';

/** ms: the kernel takes its averages every 2 s (PSI_FREQ in kernel/sched/psi.c), so every other sample of a second finds the same. */
const PRESSURE_EVERY = 1_500;

type Pressures = SystemReading['pressure'];

const NO_STAT: ProcStat = { cpu: null, cores: new Map(), forks: null };

/** Reads the system line from /proc: six files, each through a descriptor that stays open. `root` is where procfs is mounted. */
export function createProcSystem(root = '/proc'): SystemReader {
  const files = {
    stat: new KeptFile(`${root}/stat`),
    meminfo: new KeptFile(`${root}/meminfo`),
    loadavg: new KeptFile(`${root}/loadavg`),
    cpu: new KeptFile(`${root}/pressure/cpu`),
    memory: new KeptFile(`${root}/pressure/memory`),
    io: new KeptFile(`${root}/pressure/io`),
  };

  let pressures: Pressures | null = null;
  let pressedAt = Number.NEGATIVE_INFINITY;

  const read = (): SystemReading => {
    const unknown: Partial<Record<SystemFact, UnknownReason>> = {};
    /** What was read, or null with the reason: the file's, or that it does not say. */
    const told = <T>(value: T | null, fact: SystemFact, file: KeptFile): T | null => {
      if (value === null) unknown[fact] = file.failure ?? 'unsupported';
      return value;
    };
    const parse = <T>(file: KeptFile, parser: (text: string) => T): T | null => {
      const text = file.read();
      return text === null ? null : parser(text);
    };
    const monotonic = performance.now();
    if (pressures === null || monotonic - pressedAt >= PRESSURE_EVERY) {
      pressedAt = monotonic;
      pressures = {
        cpu: parse(files.cpu, (text) => parsePressure(text, false)),
        memory: parse(files.memory, (text) => parsePressure(text, true)),
        io: parse(files.io, (text) => parsePressure(text, true)),
      };
    }
    const stat = parse(files.stat, parseProcStat) ?? NO_STAT;
    const levels = parse(files.meminfo, parseMeminfo);
    const memory = told(levels?.memory ?? null, 'memory', files.meminfo);
    told(memory?.available ?? null, 'available', files.meminfo);
    told(memory?.cached ?? null, 'cached', files.meminfo);
    return {
      monotonic,
      cpus: stat.cores.size === 0 ? null : stat.cores.size,
      cpu: told(stat.cpu, 'cpu', files.stat),
      cores: stat.cores,
      load: told(parse(files.loadavg, parseLoadavg), 'load', files.loadavg),
      memory,
      swap: told(levels?.swap ?? null, 'swap', files.meminfo),
      pressure: {
        cpu: told(pressures.cpu, 'cpuPressure', files.cpu),
        memory: told(pressures.memory, 'memoryPressure', files.memory),
        io: told(pressures.io, 'ioPressure', files.io),
      },
      forks: told(stat.forks, 'forks', files.stat),
      unknown,
    };
  };

  return {
    read,
    close: () => {
      for (const file of Object.values(files)) file.close();
    },
  };
}
