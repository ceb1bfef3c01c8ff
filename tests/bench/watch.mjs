import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { readCpuTime, readFamily, readRss } from './processTimes.mjs';

const cpuOf = (pids) => pids.reduce((sum, pid) => sum + (readCpuTime(pid) ?? 0), 0);

/** CPU ms a second and bytes of families of processes, over the same seconds. */
export async function watch(subjects, seconds) {
  const before = subjects.map(({ pid }) => cpuOf(readFamily(pid)));
  await pause(seconds * 1_000);
  return subjects.map(({ name, pid }, i) => {
    const family = readFamily(pid);
    return {
      name,
      cpuMs: (cpuOf(family) - before[i]) / seconds,
      rss: family.reduce((sum, one) => sum + readRss(one), 0),
      processes: family.length,
    };
  });
}

/** Ends children with all that they started, by their pids, and settles when they are reaped: what is measured next must not be charged for them. */
export async function endAll(children) {
  for (const child of children) {
    const family = readFamily(child.pid);
    const gone = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : null;
    for (const pid of family) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // Ended a moment ago.
      }
    }
    await gone;
  }
}
