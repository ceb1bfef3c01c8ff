import type { Self } from '../../../shared/process/killPlan.ts';
import type { Probe } from './holdTarget.ts';

const MOST_ANCESTORS = 64;

/** Who this program is, and its ancestors now: none of them may be ended from within. */
export async function readSelf(probe: Probe): Promise<Self> {
  const ancestors: number[] = [];
  let pid = process.ppid;
  while (pid > 0 && ancestors.length < MOST_ANCESTORS && !ancestors.includes(pid)) {
    ancestors.push(pid);
    const reading = await probe(pid);
    pid = typeof reading?.values['ppid'] === 'number' ? reading.values['ppid'] : 0;
  }
  return { pid: process.pid, ancestors };
}
