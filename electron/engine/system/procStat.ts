import type { CpuTimes } from '../../../shared/system/cpuTimes.ts';

/** What /proc/stat tells of CPUs and tasks. */
export interface ProcStat {
  readonly cpu: CpuTimes | null;
  /** The CPUs that are online, by number. */
  readonly cores: ReadonlyMap<number, CpuTimes>;
  /** `processes`: clone and fork calls since boot, those that made threads too. */
  readonly forks: number | null;
}

/** Parses /proc/stat (proc_stat(5)). A line that does not fit is left out; old kernels have fewer columns. */
export function parseProcStat(text: string): ProcStat {
  let cpu: CpuTimes | null = null;
  const cores = new Map<number, CpuTimes>();
  for (let at = 0; text.startsWith('cpu', at); ) {
    const end = text.indexOf('\n', at);
    const [name = '', ...columns] = text
      .slice(at, end < 0 ? undefined : end)
      .trim()
      .split(/ +/);
    const times = timesOf(columns);
    if (times !== null && name === 'cpu') cpu = times;
    else if (times !== null && /^cpu\d{1,6}$/.test(name)) cores.set(Number(name.slice(3)), times);
    if (end < 0) break;
    at = end + 1;
  }
  const forks = /^processes (\d{1,15})$/m.exec(text.slice(Math.max(0, text.indexOf('\nprocesses '))));
  return { cpu, cores, forks: forks === null ? null : Number(forks[1]) };
}

/** user nice system idle [iowait irq softirq [steal [guest guest_nice]]]; the guests' time is in user and nice already. */
function timesOf(columns: readonly string[]): CpuTimes | null {
  if (columns.length < 4 || !columns.every((column) => /^\d+$/.test(column))) return null;
  const [user, nice, system, idle, iowait, irq, softirq, steal] = columns.map(Number);
  return {
    user: user!,
    nice: nice!,
    system: system!,
    idle: idle!,
    iowait: iowait ?? null,
    irq: irq === undefined || softirq === undefined ? null : irq + softirq,
    steal: steal ?? null,
  };
}
