import { execFileSync } from 'node:child_process';
import { readdirSync, readlinkSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createProcSystem } from '../../../../electron/engine/system/procSystem.ts';
import type { SystemLine } from '../../../../shared/system/systemLine.ts';
import { busyPercent } from '../../../../shared/system/systemLine.ts';
import type { EngineStatus } from '../../../../shared/transport/contract.ts';
import { startHardproc, whyNoHardproc } from '../../../fixtures/hardproc.ts';
import { isEngineBuilt, type LiveEngine, startLiveEngine } from '../../../fixtures/liveEngine.ts';

const canRun = process.platform === 'linux' && isEngineBuilt() && whyNoHardproc() === '';
const INTERVAL = 500;
let live: LiveEngine;
const lines: SystemLine[] = [];
let status: EngineStatus;

beforeAll(async () => {
  if (!canRun) return;
  live = await startLiveEngine(INTERVAL);
  live.client.on('system', (line) => lines.push(line));
  live.client.on('status', (next) => (status = next));
  await vi.waitFor(() => expect(lines.length).toBeGreaterThan(1), { timeout: 5_000 });
});
afterAll(async () => {
  if (!canRun) return;
  await live.engine.close();
  expect(live.log).toEqual([]);
});

function isSystemFile(descriptor: string): boolean {
  try {
    return /^\/proc\/(stat|meminfo|loadavg|pressure\/\w+)$/.test(readlinkSync(descriptor));
  } catch {
    return false;
  }
}

/** The lines that came since, once there are so many. */
async function linesAfter(from: number, count: number): Promise<SystemLine[]> {
  await vi.waitFor(() => expect(lines.length).toBeGreaterThanOrEqual(from + count), { timeout: 15_000, interval: 20 });
  return lines.slice(from);
}

test.skipIf(!canRun)('each sample brings a line; shares are within 0…100 and add up to 100, per core and in all', async () => {
  const samples = live.sampledAt.length;
  const from = lines.length;
  const seen = await linesAfter(from, 3);
  expect(Math.abs(live.sampledAt.length - samples - seen.length)).toBeLessThanOrEqual(1);
  for (const { cpu, cores, cpus } of seen) {
    expect(cores).toHaveLength(cpus!);
    for (const shares of [cpu, ...cores.map((core) => core.shares)]) {
      const values = Object.values(shares!) as number[];
      for (const value of values) expect(value).toBeGreaterThanOrEqual(0);
      expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(100, 0);
    }
  }
});

test.skipIf(!canRun)('a spinning process takes a core’s worth of the total', async () => {
  const { end, pid } = await startHardproc('spin');
  try {
    await vi.waitFor(() => expect(live.rowOf(pid)?.values.cpuPercent).toBeGreaterThan(5), { timeout: 5_000 });
    const seen = await linesAfter(lines.length, 2);
    const line = seen.at(-1)!;
    // On a machine that others keep busy it gets less than a core; its share is in the total all the same.
    expect(busyPercent(line.cpu!) * line.cpus!).toBeGreaterThanOrEqual(Math.min(95, live.rowOf(pid)!.values.cpuPercent! * 0.6));
  } finally {
    await end();
  }
});

test.skipIf(!canRun)('D6 forks count the children of a shell, most of them unseen; threads count as well', async () => {
  const from = lines.length;
  execFileSync('/bin/sh', ['-c', 'i=0; while [ $i -lt 200 ]; do /bin/true; i=$((i+1)); done']);
  const made = (seen: readonly SystemLine[]): number => seen.reduce((sum, { forks, overMs }) => sum + Math.round((forks!.perSecond * overMs!) / 1000), 0);
  const unseen = (seen: readonly SystemLine[]): number => seen.reduce((sum, { forks }) => sum + forks!.unseen, 0);
  // What came while the shell ran is still to be heard.
  await vi.waitFor(() => expect(made(lines.slice(from))).toBeGreaterThanOrEqual(200), { timeout: 15_000, interval: 20 });
  const short = lines.slice(from);
  expect(unseen(short)).toBeGreaterThan(150);
  expect(unseen(short)).toBeLessThanOrEqual(made(short));
  const beforeThreads = lines.length;
  const { end } = await startHardproc('threads', '100');
  try {
    await linesAfter(lines.length, 2);
    const long = lines.slice(beforeThreads);
    // They live on and were seen. What else the machine made meanwhile is in both figures.
    expect(made(long) - unseen(long)).toBeGreaterThanOrEqual(100);
  } finally {
    await end();
  }
});

test.skipIf(!canRun)('memory is free’s: used and available from the kernel’s own words', () => {
  const { memory } = createProcSystem().read();
  const words = execFileSync('free', ['-b'], { encoding: 'utf8' }).split('\n')[1]!.trim().split(/\s+/);
  expect(memory!.total).toBe(Number(words[1]));
  expect(Math.abs(memory!.available! - Number(words[6]))).toBeLessThan(200 * 2 ** 20);
});

test.skipIf(!canRun)('the descriptors stay open, and no more come', () => {
  const count = (): number => readdirSync('/proc/self/fd').filter((name) => isSystemFile(`/proc/self/fd/${name}`)).length;
  const before = count();
  const system = createProcSystem();
  system.read();
  const after = count();
  expect(after - before).toBeGreaterThan(0);
  expect(after - before).toBeLessThanOrEqual(6);
  for (let i = 0; i < 100; i++) system.read();
  expect(count()).toBe(after);
  system.close();
  expect(count()).toBe(before);
});

test.skipIf(!canRun)('a subscriber hears of the machine at once, and of the pace with its reasons', async () => {
  await live.client.request('unsubscribe', {});
  await pause(20);
  const from = lines.length;
  const answered = await live.client.request('subscribe', {});
  expect(answered.ok).toBe(true);
  expect(lines.length).toBeGreaterThan(from);
  // On a machine that others keep busy a sample may cost too much for a while.
  await vi.waitFor(() => expect(status).toMatchObject({ interval: INTERVAL, slowed: [], hiding: null }), { timeout: 15_000, interval: 50 });
  await live.client.request('setVisible', { isVisible: false });
  expect(status).toMatchObject({ interval: INTERVAL * 30, slowed: ['hidden'] });
  await live.client.request('setVisible', { isVisible: true });
});
