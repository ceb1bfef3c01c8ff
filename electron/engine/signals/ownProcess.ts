import type { Self } from '../../../shared/process/killPlan.ts';
import type { Probe } from './holdTarget.ts';

const MOST_ANCESTORS = 64;

/** Who this program is, and its ancestors now: none of them may be ended from within. */
export async function readSelf(probe: Probe): Promise<Self> {
  return { pid: process.pid, ancestors: await readAncestors(process.pid, probe) };
}

/** Pids of the ancestors that a process has now, its parent first. */
export async function readAncestors(of: number, probe: Probe): Promise<number[]> {
  const ancestors: number[] = [];
  let pid = of === process.pid ? process.ppid : await readParent(of, probe);
  while (pid > 0 && ancestors.length < MOST_ANCESTORS && !ancestors.includes(pid)) {
    ancestors.push(pid);
    pid = await readParent(pid, probe);
  }
  return ancestors;
}

async function readParent(pid: number, probe: Probe): Promise<number> {
  const reading = await probe(pid);
  return typeof reading?.values['ppid'] === 'number' ? reading.values['ppid'] : 0;
}
