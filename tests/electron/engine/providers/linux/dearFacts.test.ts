import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { DearFacts } from '../../../../../electron/engine/providers/linux/dearFacts.ts';
import { ProcFiles } from '../../../../../electron/engine/providers/linux/descriptors.ts';
import { createLinuxProvider, type LinuxProvider } from '../../../../../electron/engine/providers/linux/linuxProvider.ts';
import { FIELDS } from '../../../../../shared/fields/registry.ts';
import { type Demand, joinWishes, NO_DEMAND } from '../../../../../shared/process/demand.ts';
import { keyOf } from '../../../../../shared/process/identity.ts';
import type { Reading } from '../../../../../shared/process/row.ts';
import { startHardproc, whyNoHardproc } from '../../../../fixtures/hardproc.ts';

const canRun = existsSync('/proc/self/stat') && whyNoHardproc() === '';
const isRoot = process.geteuid?.() === 0;
const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0)) await undo();
});

async function start(mode: string, ...args: string[]): Promise<number> {
  const hard = await startHardproc(mode, ...args);
  cleanUp.push(() => hard.end());
  return hard.pid;
}

function open(): LinuxProvider {
  const provider = createLinuxProvider();
  cleanUp.push(() => provider.close());
  return provider;
}

const find = (readings: readonly Reading[], pid: number): Reading => readings.find((reading) => reading.pid === pid)!;
const demandFor = (readings: readonly Reading[], fields: readonly string[]): Demand =>
  joinWishes([{ fields, keys: readings.map((reading) => keyOf(reading)) }], FIELDS);

/** A reading of one process with dear fields. */
function readDear(provider: LinuxProvider, pid: number, ...fields: string[]): Reading {
  const first = find(provider.sample(FIELDS).readings, pid);
  return find(provider.sample(FIELDS, demandFor([first], fields)).readings, pid);
}

const proc = (pid: number, file: string): string => readFileSync(`/proc/${pid}/${file}`, 'utf8');
const line = (pid: number, key: string): string => new RegExp(`^${key}:\\s*(.*)$`, 'm').exec(proc(pid, 'status'))![1]!;

test.skipIf(!canRun)('fields of stat come with every reading: policy, processor, faults', async () => {
  const pid = await start('sleep');
  const { values, unknown } = find(open().sample(FIELDS).readings, pid);
  const [minor, major, processor, policy] = spawnSync('ps', ['-o', 'min_flt=,maj_flt=,psr=,cls=', '-p', String(pid)], { encoding: 'utf8' })
    .stdout.trim()
    .split(/\s+/);
  expect(values).toMatchObject({ minorFaults: Number(minor), majorFaults: Number(major), processor: Number(processor), policy: 'OTHER', rtPriority: null });
  expect(policy).toBe('TS');
  expect(unknown?.['rtPriority']).toBeUndefined();
});

test.skipIf(!canRun || !isRoot)('a real-time process has its policy and priority', async () => {
  const pid = await start('rt');
  const { values } = find(open().sample(FIELDS).readings, pid);
  const [policy, priority] = spawnSync('ps', ['-o', 'cls=,rtprio=', '-p', String(pid)], { encoding: 'utf8' })
    .stdout.trim()
    .split(/\s+/);
  expect([policy, values['policy']]).toEqual(['FF', 'FIFO']);
  expect(values['rtPriority']).toBe(Number(priority));
});

test.skipIf(!canRun)('dear fields are what /proc says', async () => {
  const pid = await start('sleep');
  const { values, unknown } = readDear(open(), pid, 'oomScore', 'openFiles', 'voluntarySwitches', 'involuntarySwitches', 'cgroup', 'loginUid', 'capabilities');
  expect(values['oomScore']).toBe(Number(proc(pid, 'oom_score')));
  expect(values['openFiles']).toBe(readdirSync(`/proc/${pid}/fd`).length);
  expect(values['voluntarySwitches']).toBe(Number(line(pid, 'voluntary_ctxt_switches')));
  expect(values['involuntarySwitches']).toBe(Number(line(pid, 'nonvoluntary_ctxt_switches')));
  const v2 = /^0::(.*)$/m.exec(proc(pid, 'cgroup'))?.[1];
  if (v2 !== undefined && v2 !== '/') expect(values['cgroup']).toBe(v2);
  expect(proc(pid, 'cgroup')).toContain(`:${String(values['cgroup'])}\n`);
  const login = Number(proc(pid, 'loginuid'));
  expect([values['loginUid'], unknown?.['loginUid']]).toEqual(login === 4_294_967_295 ? [null, 'none'] : [login, undefined]);
  expect(values['capabilities'] === null).toBe(BigInt(`0x${line(pid, 'CapEff')}`) === 0n);
});

test.skipIf(!canRun || !isRoot)('a process that gave its rights up has no capabilities: none, not unknown', async () => {
  const child = spawn('setpriv', ['--reuid=65534', '--regid=65534', '--clear-groups', 'sleep', '20'], { stdio: 'ignore' });
  cleanUp.push(() => child.kill('SIGKILL'));
  await pause(200);
  expect(readDear(open(), child.pid!, 'capabilities')).toMatchObject({ values: { capabilities: null }, unknown: { capabilities: 'none' } });
});

test.skipIf(!canRun)('a kernel thread and a zombie have none of what a program has, and say so', async () => {
  const hard = await startHardproc('zombies', '1');
  cleanUp.push(() => hard.end());
  const provider = open();
  const zombie = readDear(provider, Number(hard.ready['last']), 'oomScore', 'openFiles', 'voluntarySwitches');
  expect(zombie).toMatchObject({ values: { oomScore: null, openFiles: null }, unknown: { oomScore: 'zombie', openFiles: 'zombie' } });
  expect(zombie.values['voluntarySwitches']).toEqual(expect.any(Number));
  const thread = provider.sample(FIELDS).readings.find(({ values }) => values['isKernelThread'] === true);
  if (thread === undefined) return;
  expect(readDear(provider, thread.pid, 'oomScore', 'openFiles').unknown).toMatchObject({ oomScore: 'kernel-thread', openFiles: 'kernel-thread' });
});

test.skipIf(!canRun)('what nobody shows costs no system call, and what is shown costs only for the rows in view', async () => {
  const pids = await Promise.all([start('sleep'), start('sleep'), start('sleep')]);
  const readings = new Map(
    open()
      .sample(FIELDS)
      .readings.map((reading) => [reading.pid, reading]),
  );
  const files = new ProcFiles();
  const dear = new DearFacts(files);
  const table = { find: (pid: number) => readings.get(pid) ?? null, replace: (_: Reading, after: Reading) => void readings.set(after.pid, after) };
  const calls = (demand: Demand, now: number): number => {
    const from = files.calls;
    dear.fill(FIELDS, demand, table, now);
    return files.calls - from;
  };
  const inView = [readings.get(pids[0])!, readings.get(pids[2])!];
  expect(calls(NO_DEMAND, 0)).toBe(0);
  expect(calls(demandFor([...readings.values()], ['pid', 'rss', 'stat', 'cpuPercent', 'args', 'pss', 'readRate', 'wchan']), 1)).toBe(0);
  // Open, read, close for each of the two; the count of descriptors is one call.
  expect(calls(demandFor(inView, ['oomScore']), 2)).toBe(6);
  expect(calls(demandFor(inView, ['oomScore', 'openFiles']), 3)).toBe(8);
  const known = [...readings.values()].filter(({ values }) => typeof values['oomScore'] === 'number').map(({ pid }) => pid);
  expect(new Set(known)).toEqual(new Set([pids[0], pids[2]]));
  // Control groups change seldom: once in 5 s.
  const groups = demandFor(inView, ['cgroup', 'unit', 'container']);
  expect([10, 1_000, 4_000, 5_020].map((now) => calls(groups, now))).toEqual([6, 0, 0, 6]);
  expect(calls(NO_DEMAND, 6_000)).toBe(0);
});

test.skipIf(!canRun)('a row that leaves the view keeps no old value, and one that stays unchanged keeps its reading', async () => {
  const pid = await start('sleep');
  const provider = open();
  const demand = demandFor([find(provider.sample(FIELDS).readings, pid)], ['oomScore', 'cgroup']);
  provider.sample(FIELDS, demand);
  await pause(300);
  const shown = find(provider.sample(FIELDS, demand).readings, pid);
  expect(shown.values['oomScore']).toEqual(expect.any(Number));
  expect(find(provider.sample(FIELDS, demand).readings, pid)).toBe(shown);
  const { readings, changes } = provider.sample(FIELDS, NO_DEMAND);
  const left = find(readings, pid);
  expect([left.values['oomScore'], left.unknown?.['oomScore'], left.values['cgroup']]).toEqual([null, undefined, null]);
  expect(changes!.changed).toContain(left);
  const fewer = new Map([[keyOf(left), ['oomScore']]]);
  provider.sample(FIELDS, demand);
  expect(find(provider.sample(FIELDS, fewer).readings, pid).values).toMatchObject({ oomScore: expect.any(Number), cgroup: null });
});

test.skipIf(!canRun)('a demand names identities: a pid that is another process now gets nothing', async () => {
  const pid = await start('sleep');
  const provider = open();
  const { startTime } = find(provider.sample(FIELDS).readings, pid);
  const wrong = new Map([[keyOf({ pid, startTime: startTime! - 1 }), ['oomScore']]]);
  expect(find(provider.sample(FIELDS, wrong).readings, pid).values['oomScore'] ?? null).toBeNull();
});
