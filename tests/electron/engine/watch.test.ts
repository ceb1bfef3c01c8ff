import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FieldValue } from '../../../shared/fields/field.ts';
import { isEngineBuilt, type LiveEngine, startLiveEngine } from '../../fixtures/liveEngine.ts';
import { startHardproc, whyNoHardproc } from '../../fixtures/hardproc.ts';

const canRun = isEngineBuilt() && whyNoHardproc() === '';
const isRoot = process.geteuid?.() === 0;
const within = { timeout: 4_000, interval: 30 };
let live: LiveEngine;
const children: ChildProcess[] = [];
const folders: string[] = [];

beforeEach(async () => {
  if (canRun) live = await startLiveEngine(250);
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  if (!canRun) return;
  await live.engine.close();
  expect(live.log).toEqual([]);
});

function start(command: string, ...args: string[]): number {
  const child = spawn(command, args, { stdio: 'ignore' });
  children.push(child);
  return child.pid!;
}

async function keyOf(pid: number): Promise<string> {
  await vi.waitFor(() => expect(live.rowOf(pid)).toBeDefined(), within);
  return live.rowOf(pid)!.key;
}

async function show(fields: readonly string[], ...pids: readonly number[]): Promise<void> {
  const keys = await Promise.all(pids.map(keyOf));
  expect(await live.client.request('watch', { wishes: keys.length === 0 ? [] : [{ fields, keys }] })).toEqual({ ok: true, value: null });
}

const valueOf = (pid: number, id: string): FieldValue | undefined => (live.rowOf(pid)!.values as Readonly<Record<string, FieldValue | undefined>>)[id];
const reasonOf = (pid: number, id: string): string | undefined => live.rowOf(pid)!.unknown?.[id];

test.skipIf(!canRun)('dear facts are read for the rows in view, and for no others', async () => {
  const [shown, hidden] = [start('sleep', '60'), start('sleep', '61')];
  await keyOf(hidden);
  await show(['openFiles', 'pss', 'wchan', 'readBytes'], shown);
  await vi.waitFor(() => {
    expect(valueOf(shown, 'openFiles')).toEqual(expect.any(Number));
    expect(valueOf(shown, 'pss')).toBeGreaterThan(10_000);
    expect(valueOf(shown, 'wchan')).toMatch(/sleep/);
    expect(valueOf(shown, 'readBytes')).toEqual(expect.any(Number));
  }, within);
  for (const id of ['openFiles', 'pss', 'wchan', 'readBytes']) expect([valueOf(hidden, id) ?? null, reasonOf(hidden, id)]).toEqual([null, undefined]);
});

test.skipIf(!canRun)('what leaves the view is unknown, not old', async () => {
  const pid = start('sleep', '60');
  await show(['openFiles', 'pss'], pid);
  await vi.waitFor(() => expect([valueOf(pid, 'openFiles'), valueOf(pid, 'pss')]).toEqual([expect.any(Number), expect.any(Number)]), within);
  await show(['openFiles'], pid);
  await vi.waitFor(() => expect([valueOf(pid, 'openFiles'), valueOf(pid, 'pss')]).toEqual([expect.any(Number), null]), within);
  await live.client.request('setVisible', { isVisible: false });
  await live.client.request('setVisible', { isVisible: true });
  await show([]);
  await vi.waitFor(() => expect(valueOf(pid, 'openFiles')).toBeNull(), within);
  expect(live.rowOf(pid)!.values.args).toEqual(['sleep', '60']);
});

test.skipIf(!canRun)('PSS and swap of this process are near what /proc says', async () => {
  await show(['pss', 'swap'], process.pid);
  await vi.waitFor(() => expect(valueOf(process.pid, 'pss')).toEqual(expect.any(Number)), within);
  const own = Number(/^Pss:\s+(\d+)/m.exec(readFileSync('/proc/self/smaps_rollup', 'latin1'))![1]) * 1024;
  expect(Math.abs(Number(valueOf(process.pid, 'pss')) - own) / own).toBeLessThan(0.3);
  expect(valueOf(process.pid, 'swap')).toEqual(expect.any(Number));
});

/** Files of a tmpfs are no storage: writing them counts nowhere. */
const isOnDisk = statfsSync(tmpdir()).type !== 0x01021994;

test.skipIf(!canRun || !isOnDisk)('a process that writes has a write rate, and as many bytes written as /proc says', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'procession-io-'));
  folders.push(folder);
  const script = `const fs = require('fs'), fd = fs.openSync(${JSON.stringify(join(folder, 'file'))}, 'w'), bytes = Buffer.alloc(1 << 20);
    let n = 0; const timer = setInterval(() => { fs.writeSync(fd, bytes, 0, bytes.length, 0); fs.fsyncSync(fd); if (++n === 100) clearInterval(timer); }, 50)`;
  const pid = start(process.execPath, '-e', script);
  await show(['readRate', 'writeRate'], pid);
  await vi.waitFor(() => expect(valueOf(pid, 'writeRate')).toBeGreaterThan(1 << 20), within);
  const total = Number(valueOf(pid, 'writtenBytes'));
  const now = Number(/^write_bytes: (\d+)/m.exec(readFileSync(`/proc/${pid}/io`, 'latin1'))![1]);
  expect(total).toBeGreaterThanOrEqual(1 << 20);
  expect(total).toBeLessThanOrEqual(now);
  expect(valueOf(pid, 'readRate')).toEqual(expect.any(Number));
});

/** Writes over the first argument of a process, in its own memory: what setproctitle does, without a change of comm. */
function overwriteTitle(pid: number, title: string): void {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const argStart = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[48 - 3]!);
  const memory = openSync(`/proc/${pid}/mem`, 'r+');
  writeSync(memory, Buffer.from(title), 0, title.length, argStart);
  closeSync(memory);
}

test.skipIf(!canRun)('A19 a title that a process gives itself is seen within 10 s while its row is in view', { timeout: 20_000 }, async () => {
  const [shown, hidden] = [start('sleep', '60'), start('sleep', '61')];
  await vi.waitFor(
    () =>
      expect([live.rowOf(shown)?.values.args, live.rowOf(hidden)?.values.args]).toEqual([
        ['sleep', '60'],
        ['sleep', '61'],
      ]),
    within,
  );
  await show(['args'], shown);
  for (const pid of [shown, hidden]) overwriteTitle(pid, 'other');
  await vi.waitFor(() => expect(live.rowOf(shown)?.values.args).toEqual(['other', '60']), { timeout: 10_000, interval: 100 });
  expect(live.rowOf(hidden)?.values.args).toEqual(['sleep', '61']);
});

test.skipIf(!canRun)('a zombie says why it has none', async () => {
  const hard = await startHardproc('zombies', '1');
  try {
    const zombie = Number(hard.ready['last']);
    await keyOf(zombie);
    await vi.waitFor(() => expect(live.rowOf(zombie)?.values.state).toBe('Z'), within);
    await show(['pss', 'wchan', 'openFiles'], zombie);
    await vi.waitFor(() => expect(['pss', 'wchan', 'openFiles'].map((id) => reasonOf(zombie, id))).toEqual(['zombie', 'zombie', 'zombie']), within);
  } finally {
    await hard.end();
  }
});

test.skipIf(!canRun || !isRoot)('D10 an ordinary user gets a reason, never 0, for what belongs to someone else', () => {
  const program = join(import.meta.dirname, '../../../dist/node/procession.js');
  const pid = start('sleep', '60');
  const run = spawnSync('setpriv', ['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath, program, 'ps', '--json', String(pid)], {
    encoding: 'utf8',
    env: { ...process.env, HOME: tmpdir() },
  });
  const [row] = (JSON.parse(run.stdout) as { processes: Record<string, unknown>[] }).processes;
  const ids = ['pss', 'swap', 'readBytes', 'writtenBytes', 'readRate', 'writeRate', 'wchan'];
  expect(ids.map((id) => row![id])).toEqual(ids.map(() => null));
  expect(row!['unknown']).toMatchObject(Object.fromEntries(ids.map((id) => [id, 'denied'])));
  expect(row!['oomScore']).toEqual(expect.any(Number));
});

test.skipIf(!canRun)('while nobody looks no command line is read; who comes back has it', async () => {
  await live.client.request('setVisible', { isVisible: false });
  const pid = start('sleep', '60');
  await vi.waitFor(() => expect(live.rowOf(pid)).toBeDefined(), { timeout: 15_000, interval: 30 });
  await new Promise((settle) => setTimeout(settle, 300));
  expect([valueOf(pid, 'args'), reasonOf(pid, 'args')]).toEqual([null, 'not-read']);
  await live.client.request('setVisible', { isVisible: true });
  await vi.waitFor(() => expect(valueOf(pid, 'args')).toEqual(['sleep', '60']), { timeout: 15_000, interval: 30 });
});
