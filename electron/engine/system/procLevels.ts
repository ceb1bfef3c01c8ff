import type { Memory, Pressure, SystemLine } from '../../../shared/system/systemLine.ts';

const MEMINFO_LINE = /^(MemTotal|MemAvailable|Buffers|Cached|SReclaimable|SwapTotal|SwapFree): +(\d{1,15}) kB$/gm;

/** Parses /proc/meminfo (proc_meminfo(5)), which counts in KiB. Kernels before 3.14 have no MemAvailable: then available is null. */
export function parseMeminfo(text: string): { readonly memory: Memory | null; readonly swap: SystemLine['swap'] } {
  const found = new Map<string, number>();
  for (const [, key, kibibytes] of text.matchAll(MEMINFO_LINE)) found.set(key!, Number(kibibytes) * 1024);
  const bytes = (key: string): number | null => found.get(key) ?? null;
  const total = bytes('MemTotal');
  const parts = [bytes('Buffers'), bytes('Cached'), bytes('SReclaimable')];
  const cached = parts.reduce((sum, part) => (sum === null || part === null ? null : sum + part), 0);
  const swapTotal = bytes('SwapTotal');
  const swapFree = bytes('SwapFree');
  return {
    memory: total === null ? null : { total, available: bytes('MemAvailable'), cached },
    swap: swapTotal === null || swapFree === null ? null : { total: swapTotal, free: swapFree },
  };
}

/** Parses the three averages of /proc/loadavg (proc_loadavg(5)). */
export function parseLoadavg(text: string): SystemLine['load'] {
  const found = /^(\d+\.\d+) (\d+\.\d+) (\d+\.\d+) /.exec(text);
  return found === null ? null : [Number(found[1]), Number(found[2]), Number(found[3])];
}

/**
 * Parses avg10 of a file of /proc/pressure (psi.rst). `cpu` has a line "full" that is always 0, for it is not defined for the whole
 * system: pass `hasFull` false there.
 */
export function parsePressure(text: string, hasFull: boolean): Pressure | null {
  const avg10 = (line: string): number | null => {
    const found = new RegExp(`^${line} avg10=(\\d+\\.\\d+)`, 'm').exec(text);
    return found === null ? null : Number(found[1]);
  };
  const some = avg10('some');
  return some === null ? null : { some, full: hasFull ? avg10('full') : null };
}
