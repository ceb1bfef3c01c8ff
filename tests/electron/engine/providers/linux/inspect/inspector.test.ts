import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Inspector } from '../../../../../../electron/engine/providers/inspector.ts';
import { NO_INSPECTOR } from '../../../../../../electron/engine/providers/inspector.ts';
import { createLinuxInspector } from '../../../../../../electron/engine/providers/linux/inspect/linuxInspector.ts';
import { parseLimit } from '../../../../../../electron/engine/providers/linux/inspect/readLimits.ts';
import { forkReader } from '../../../../../../electron/engine/reader/readerChild.ts';
import { Reader } from '../../../../../../electron/engine/reader/reader.ts';
import type { ProcessId } from '../../../../../../shared/process/identity.ts';
import { FACTS } from '../../../../../../shared/process/inspection.ts';
import { visibleText } from '../../../../../../shared/process/visibleText.ts';
import { startHardproc, whyNoHardproc } from '../../../../../fixtures/hardproc.ts';

const program = join(import.meta.dirname, '../../../../../../dist/node/reader.js');
const canRun = whyNoHardproc() === '' && existsSync(program);
const CPU_FIRST = { by: 'cpuPercent', direction: 'descending' } as const;
let reader: Reader;
let inspector: Inspector;
const plain: ChildProcess[] = [];

const idOf = (pid: number): ProcessId => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  return { pid, startTime: Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]), inode: null };
};

beforeAll(() => {
  reader = new Reader(forkReader(program));
  inspector = createLinuxInspector(reader);
});
afterAll(() => {
  reader.close();
  for (const child of plain) child.kill('SIGKILL');
});

describe.skipIf(!canRun)('the inspector on real processes', () => {
  it('tells the identity, memory, I/O and scheduling of one, or why not', async () => {
    const hard = await startHardproc('mlock');
    try {
      const target = idOf(hard.pid);
      const identity = await inspector.inspect(target, 'identity');
      if (identity.kind !== 'read') throw new Error(identity.kind);
      expect(String(identity.values['exe'])).toMatch(/hardproc/);
      expect(identity.values['cwd']).toBe(process.cwd());
      expect(String(identity.values['Uid.0'])).toMatch(process.getuid?.() === 0 ? /^root \(0\)$/ : /\d/);
      expect(identity.values['namespaces.shared']).toContain('pid');
      expect(identity.unknown['namespaces.own']).toBe('none');
      const memory = await inspector.inspect(target, 'memory');
      if (memory.kind !== 'read') throw new Error(memory.kind);
      expect(memory.values['status.VmLck']).toBe(65_536);
      expect(memory.values['status.VmRSS']).toBeGreaterThan(100_000);
      expect(memory.values['smaps.Pss']).toBeGreaterThan(4_096);
      const parts = ['RssAnon', 'RssFile', 'RssShmem'].map((key) => memory.values[`status.${key}`] as number);
      expect(parts.reduce((sum, part) => sum + part)).toBe(memory.values['status.VmRSS']);
      const io = await inspector.inspect(target, 'io');
      if (io.kind !== 'read') throw new Error(io.kind);
      expect(io.values['io.syscw']).toBeGreaterThan(0);
      expect(io.values['openFiles']).toBe(readdirSync(`/proc/${hard.pid}/fd`).length);
      const scheduling = await inspector.inspect(target, 'scheduling');
      if (scheduling.kind !== 'read') throw new Error(scheduling.kind);
      expect(scheduling.values).toMatchObject({ policy: 'OTHER', priority: 20, rtPriority: null });
      expect(scheduling.unknown['rtPriority']).toBe('none');
      // Every fact of every tab is told or says why not.
      for (const read of [identity, memory, io, scheduling])
        for (const [id, value] of Object.entries(read.values)) if (value === null) expect(`${id} ${read.unknown[id]}`).toMatch(/ (?!undefined)[a-z-]+$/);
      const told = [identity, memory, io, scheduling].flatMap(({ values }) => Object.keys(values));
      expect(told.sort()).toEqual(FACTS.map(({ id }) => id).sort());
    } finally {
      await hard.end();
    }
  });

  it('a zombie has neither program nor memory, and says so; who has ended is gone; another start is another process', async () => {
    const hard = await startHardproc('zombies', '1');
    const zombie = idOf(Number(hard.ready['last']));
    const memory = await inspector.inspect(zombie, 'memory');
    expect(memory).toMatchObject({ kind: 'read', values: { 'status.VmRSS': null }, unknown: { 'status.VmRSS': 'zombie', 'smaps.Pss': 'zombie' } });
    expect(await inspector.environment(zombie, { kind: 'names' })).toEqual({ kind: 'unknown', reason: 'zombie' });
    const parent = idOf(hard.pid);
    expect(await inspector.inspect({ ...parent, startTime: parent.startTime! + 1 }, 'identity')).toEqual({ kind: 'gone' });
    expect(await inspector.threads({ ...parent, startTime: parent.startTime! + 1 }, CPU_FIRST, [])).toEqual({ kind: 'gone' });
    await hard.end();
    expect(await inspector.inspect(parent, 'memory')).toEqual({ kind: 'gone' });
    expect(await inspector.threads(parent, CPU_FIRST, [])).toEqual({ kind: 'gone' });
    expect(await inspector.limits(parent, () => 1)).toEqual({ kind: 'gone' });
    expect(await inspector.environment(parent, { kind: 'all' })).toEqual({ kind: 'gone' });
  });

  it('threads are told with state, CPU and what they wait in, those of a busy process with what they take', async () => {
    const [many, busy] = await Promise.all([startHardproc('threads', '12'), startHardproc('spin')]);
    try {
      const target = idOf(many.pid);
      const first = await inspector.threads(target, { by: 'tid', direction: 'ascending' }, [many.pid]);
      if (first.kind !== 'read') throw new Error(first.kind);
      expect(first.total).toBe(13);
      expect(first.threads.map(({ tid }) => tid)).toEqual([...first.threads.map(({ tid }) => tid)].sort((a, b) => a - b));
      expect(first.threads[0]).toMatchObject({ tid: many.pid, name: 'hardproc', state: 'S', cpuPercent: null, nice: 0 });
      expect(first.threads[0]!.wchan !== null || first.threads[0]!.wchanUnknown !== 'not-read').toBe(true);
      expect(first.threads[1]).toMatchObject({ wchan: null, wchanUnknown: 'not-read' });
      await inspector.threads(idOf(busy.pid), CPU_FIRST, []);
      await pause(1_000);
      const later = await inspector.threads(idOf(busy.pid), CPU_FIRST, []);
      if (later.kind !== 'read') throw new Error(later.kind);
      expect(later.threads[0]!.cpuPercent).toBeGreaterThan(5);
      // Asked again at once it keeps what it has: no time has passed to tell more.
      expect(await inspector.threads(idOf(busy.pid), CPU_FIRST, [])).toMatchObject({ threads: [{ cpuPercent: later.threads[0]!.cpuPercent }] });
    } finally {
      await Promise.all([many.end(), busy.end()]);
    }
  });

  it('of ten thousand threads a thousand are told, and the loop is not held up', async () => {
    const many = await startHardproc('threads', '10000');
    try {
      let latest = performance.now();
      let longest = 0;
      const beat = setInterval(() => {
        const now = performance.now();
        longest = Math.max(longest, now - latest);
        latest = now;
      }, 1);
      const list = await inspector.threads(idOf(many.pid), { by: 'tid', direction: 'descending' }, []);
      clearInterval(beat);
      if (list.kind !== 'read') throw new Error(list.kind);
      const real = Number(/^Threads:\t(\d+)/m.exec(readFileSync(`/proc/${many.pid}/status`, 'latin1'))?.[1]);
      expect(list.total).toBe(real);
      expect(list.threads).toHaveLength(Math.min(1_000, real));
      // A busy machine may take its time; without breaks it is half a second and more.
      expect(longest).toBeLessThan(250);
    } finally {
      await many.end();
    }
  });

  it('limits have what is used of them', async () => {
    const child = spawn('sh', ['-c', 'ulimit -n 77; exec sleep 30'], { stdio: 'ignore' });
    plain.push(child);
    await expect.poll(() => readFileSync(`/proc/${child.pid}/comm`, 'latin1')).toBe('sleep\n');
    const openNow = (): number => readdirSync(`/proc/${child.pid}/fd`).length;
    // It may still be loading its libraries.
    await expect.poll(async () => [openNow(), await pause(100), openNow()].filter((count) => count !== undefined)).toEqual([openNow(), openNow()]);
    const read = await inspector.limits(idOf(child.pid!), (uid) => (uid === process.getuid?.() ? 42 : null));
    if (read.kind !== 'read') throw new Error(read.kind);
    const limitOf = (id: string) => read.limits.find((limit) => limit.id === id);
    expect(limitOf('openFiles')).toEqual({ id: 'openFiles', soft: 77, hard: 77, used: openNow(), unknown: null });
    expect(limitOf('processes')?.used).toBe(42);
    expect(limitOf('stack')?.used).toBeGreaterThan(0);
    expect(limitOf('cpuTime')).toMatchObject({ soft: 'unlimited', hard: 'unlimited' });
    expect(limitOf('fileSize')).toMatchObject({ used: null, unknown: 'unsupported' });
  });

  it('A3 A4 an environment of hostile bytes comes whole, its values only when they are asked for', async () => {
    const child = spawn('sh', ['-c', 'exec env -i SECRET=hunter2 EMPTY= "$(printf "B\\377D=x\\033[31m\\nUSER=root")" sleep 30'], { stdio: 'ignore' });
    plain.push(child);
    await expect.poll(() => readFileSync(`/proc/${child.pid}/comm`, 'latin1')).toBe('sleep\n');
    const target = idOf(child.pid!);
    const names = await inspector.environment(target, { kind: 'names' });
    expect(names).toEqual({
      kind: 'read',
      isCut: false,
      variables: [
        { name: 'SECRET', value: null },
        { name: 'EMPTY', value: null },
        { name: 'B\udcffD', value: null },
      ],
    });
    const all = await inspector.environment(target, { kind: 'all' });
    if (all.kind !== 'read') throw new Error(all.kind);
    expect(all.variables.map(({ value }) => value)).toEqual(['hunter2', '', 'x\u001b[31m\nUSER=root']);
    expect(visibleText(all.variables[2]!.name)).toBe('B\\xffD');
    const one = await inspector.environment(target, { kind: 'one', name: 'SECRET' });
    expect(one).toMatchObject({ variables: [{ value: 'hunter2' }, { value: null }, { value: null }] });
  });
});

it.skipIf(!canRun)('of a hundred thousand variables the first thousand are told, and that there are more', async () => {
  const child = spawn('sleep', ['30'], { stdio: 'ignore', env: Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`V${i}`, ''])) });
  plain.push(child);
  await expect.poll(() => readFileSync(`/proc/${child.pid}/comm`, 'latin1')).toBe('sleep\n');
  const read = await inspector.environment(idOf(child.pid!), { kind: 'names' });
  expect(read).toMatchObject({ kind: 'read', isCut: true });
  expect(read.kind === 'read' && read.variables).toHaveLength(1_000);
});

it('limits are read by the name of their line, in its unit', () => {
  const text =
    'Limit                     Soft Limit           Hard Limit           Units\nMax cpu time              5                    unlimited            seconds\nMax nice priority         0                    0\n';
  expect(parseLimit(text, 'Max cpu time', 1000)).toEqual({ soft: 5000, hard: 'unlimited' });
  expect(parseLimit(text, 'Max nice priority')).toEqual({ soft: 0, hard: 0 });
  expect(parseLimit(text, 'Max anything')).toBeNull();
});

it('a system that tells none of it says so', async () => {
  const target = { pid: 1, startTime: 1, inode: null };
  const unsupported = { kind: 'unknown', reason: 'unsupported' };
  expect(await NO_INSPECTOR.inspect(target, 'memory')).toEqual(unsupported);
  expect(await NO_INSPECTOR.threads(target, CPU_FIRST, [])).toEqual(unsupported);
  expect(await NO_INSPECTOR.limits(target, () => null)).toEqual(unsupported);
  expect(await NO_INSPECTOR.environment(target, { kind: 'all' })).toEqual(unsupported);
});
