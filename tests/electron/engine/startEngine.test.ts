import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Engine } from '../../../electron/engine/engine.ts';
import { forkReader } from '../../../electron/engine/reader/readerChild.ts';
import { startEngine } from '../../../electron/engine/startEngine.ts';
import type { Row } from '../../../shared/process/row.ts';
import type { ProcessTable } from '../../../shared/process/snapshot.ts';
import { type Client, connect } from '../../../shared/transport/client.ts';
import { memoryPorts } from '../../../shared/transport/port.ts';
import { subscribe } from '../../../shared/transport/subscription.ts';
import { unkeptSettings } from '../../fixtures/unkeptSettings.ts';
import { startHardproc, whyNoHardproc } from '../../fixtures/hardproc.ts';

const dist = join(import.meta.dirname, '../../../dist/node');
const canRun = existsSync(join(dist, 'samplerWorker.js')) && whyNoHardproc() === '';
let engine: Engine;
let client: Client;
let table: ProcessTable;
const children: ChildProcess[] = [];
const log: string[] = [];

async function attach(): Promise<{ client: Client; table: ProcessTable }> {
  const [mine, theirs] = memoryPorts();
  engine.attach(theirs);
  const own = connect(mine);
  return new Promise((resolve, reject) => {
    const kept = subscribe(own, {
      onSnapshot: () => resolve({ client: own, table: kept }),
      onDelta: () => {},
      onError: (error) => reject(new Error(error.message)),
    });
  });
}

beforeEach(async () => {
  if (!canRun) return;
  log.length = 0;
  engine = startEngine({
    samplerWorker: join(dist, 'samplerWorker.js'),
    launchReader: forkReader(join(dist, 'reader.js')),
    helper: null,
    provider: 'auto',
    settings: unkeptSettings({ interval: 250 }),
    isReadOnly: false,
    log: (line) => log.push(line),
  });
  ({ client, table } = await attach());
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  if (canRun) await engine.close();
  expect(log).toEqual([]);
});

const rowOf = (pid: number): Row | undefined => [...table.rows.values()].find((row) => row.id.pid === pid);
const within = { timeout: 2_000, interval: 20 };

function start(command: string, ...args: string[]): number {
  const child = spawn(command, args, { stdio: 'ignore' });
  children.push(child);
  return child.pid!;
}

test.skipIf(!canRun)('a process comes with its command line, stops, goes on and ends, each within 2 s', async () => {
  const pid = start('sleep', '1234');
  await vi.waitFor(() => expect(rowOf(pid)?.values.args).toEqual(['sleep', '1234']), within);
  await vi.waitFor(() => expect(rowOf(pid)).toMatchObject({ values: { comm: 'sleep', ppid: process.pid, state: 'S', cpuPercent: 0 }, unknown: null }), within);
  process.kill(pid, 'SIGSTOP');
  await vi.waitFor(() => expect(rowOf(pid)?.values.state).toBe('T'), within);
  process.kill(pid, 'SIGKILL');
  await vi.waitFor(() => expect(rowOf(pid)).toBeUndefined(), within);
});

test.skipIf(!canRun)('a change of a setting holds for the engine and is told to every view, and one that does not fit to none', async () => {
  const told: number[] = [];
  const other = await attach();
  let interval = 0;
  other.client.on('settings', ({ values }) => told.push(values.interval));
  other.client.on('status', (status) => (interval = status.interval));
  expect(await client.request('saveSettings', { set: { interval: 700, theme: 'dark' }, reset: [] })).toMatchObject({
    ok: true,
    value: { values: { interval: 700, theme: 'dark', density: 24 }, path: null, notice: null },
  });
  await vi.waitFor(() => expect([told, interval % 700]).toEqual([[700], 0]), within);
  expect(await client.request('saveSettings', { set: { interval: 7 }, reset: [] })).toMatchObject({ ok: false, error: { code: 'bad-request' } });
  expect(await other.client.request('loadSettings', {})).toMatchObject({ ok: true, value: { values: { interval: 700 } } });
  expect(told).toEqual([700]);
});

test.skipIf(!canRun)('the first rates are unknown, then a spinning process uses a core', async () => {
  const { pid, end } = await startHardproc('spin');
  try {
    await vi.waitFor(() => expect(rowOf(pid)?.values.cpuPercent).toBeGreaterThan(5), within);
    expect(rowOf(pid)!.values.cpuPercent).toBeLessThan(130);
  } finally {
    await end();
  }
});

test.skipIf(!canRun)('A19 exec shows the new name and then the new command line', async () => {
  const child = spawn('sh', ['-c', 'read x; exec sleep 4321'], { stdio: ['pipe', 'ignore', 'ignore'] });
  children.push(child);
  await vi.waitFor(() => expect(rowOf(child.pid!)?.values.args?.[0]).toBe('sh'), within);
  child.stdin.write('\n');
  await vi.waitFor(() => expect(rowOf(child.pid!)?.values).toMatchObject({ comm: 'sleep', args: ['sleep', '4321'] }), within);
});

test.skipIf(!canRun)('a zombie is one within 2 s, keeps its command line, and is refused', async () => {
  const { ready, end } = await startHardproc('zombies', '1');
  try {
    const pid = Number(ready['last']);
    await vi.waitFor(() => expect(rowOf(pid)?.values.state).toBe('Z'), within);
    const { id } = rowOf(pid)!;
    expect(await client.request('planSignal', { targets: [id], signal: 'SIGKILL' })).toMatchObject({
      ok: true,
      value: { targets: [{ expectation: { kind: 'refused', reason: 'zombie' } }] },
    });
    expect(await client.request('signal', { requestId: 'zombie-0001', target: id, signal: 'SIGKILL' })).toEqual({
      ok: true,
      value: { kind: 'refused', reason: 'zombie' },
    });
  } finally {
    await end();
  }
});

test.skipIf(!canRun)('E12 the same request twice sends one signal', async () => {
  const pid = start('sleep', '60');
  await vi.waitFor(() => expect(rowOf(pid)).toBeDefined(), within);
  const request = { requestId: 'double-click', target: rowOf(pid)!.id, signal: 'SIGTERM' } as const;
  const [first, second] = await Promise.all([client.request('signal', request), client.request('signal', request)]);
  expect(first).toMatchObject({ ok: true, value: { kind: 'exited' } });
  expect(second).toEqual(first);
});

test.skipIf(!canRun)('two views have the same table, and one that leaves disturbs nobody', async () => {
  const other = await attach();
  const pid = start('sleep', '60');
  await vi.waitFor(() => expect(rowOf(pid)).toBeDefined(), within);
  expect([...other.table.rows.keys()].sort()).toEqual([...table.rows.keys()].sort());
  other.client.close();
  const next = start('sleep', '61');
  await vi.waitFor(() => expect(rowOf(next)).toBeDefined(), within);
});

test.skipIf(!canRun)('hidden, it samples a thirtieth as often', async () => {
  const seen: number[] = [];
  client.on('status', ({ interval }) => seen.push(interval));
  await client.request('setVisible', { isVisible: false });
  await client.request('setVisible', { isVisible: true });
  await vi.waitFor(() => expect(seen).toEqual([7500, 250]), within);
});

test.skipIf(!canRun)('closing takes less than 2 s and leaves no child behind', async () => {
  const from = performance.now();
  await engine.close();
  expect(performance.now() - from).toBeLessThan(2_000);
  await pause(50);
  expect(children).toEqual([]);
});
