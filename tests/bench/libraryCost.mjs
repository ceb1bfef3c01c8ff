import { readdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { readChildrenCpuTime } from './processTimes.mjs';

/*
 * node tests/bench/libraryCost.mjs NAME: what a call of a library costs, its own CPU and that of the programs it starts, as JSON. A program of its
 * own, so that nothing else is charged to it.
 */
const CALLS = 10;
/** pidusage takes no more pids than fit a command line. */
const PIDS_A_CALL = 500;

const LIBRARIES = {
  'ps-list': async () => {
    const { default: list } = await import('ps-list');
    return () => list();
  },
  pidusage: async () => {
    const { default: usage } = await import('pidusage');
    return async () => {
      const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
      for (let at = 0; at < pids.length; at += PIDS_A_CALL) await usage(pids.slice(at, at + PIDS_A_CALL).map(Number)).catch(() => {});
    };
  },
};

const run = await LIBRARIES[process.argv[2]]();
await run();
const cpu = process.cpuUsage();
const children = readChildrenCpuTime();
let wallMs = 0;
for (let i = 0; i < CALLS; i++) {
  const from = performance.now();
  await run();
  wallMs += performance.now() - from;
  // Its programs are reaped.
  await pause(50);
}
const { user, system } = process.cpuUsage(cpu);
process.stdout.write(`${JSON.stringify({ cpuMs: ((user + system) / 1_000 + readChildrenCpuTime() - children) / CALLS, wallMs: wallMs / CALLS })}\n`);
process.exit(0);
