import * as fc from 'fast-check';
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { expect, test, vi } from 'vitest';
import { FIELDS } from '../../../../shared/fields/registry.ts';
import type { Change, ChangeKind } from '../../../../shared/process/change.ts';
import type { ProcessId } from '../../../../shared/process/identity.ts';
import { rowOf } from '../../../../shared/process/row.ts';
import { createProvider } from '../../../../electron/engine/providers/index.ts';
import { bindByPid } from '../../../../electron/engine/signals/bindProcess.ts';
import { changeProcess } from '../../../../electron/engine/signals/changeProcess.ts';
import type { Signalling } from '../../../../electron/engine/signals/holdTarget.ts';
import { readSelf } from '../../../../electron/engine/signals/ownProcess.ts';
import { planChange } from '../../../../electron/engine/signals/planChange.ts';
import { readSettings } from '../../../../electron/engine/signals/readSettings.ts';
import { changesHere, cpusHere, type Setting, SETTINGS } from '../../../../electron/engine/signals/settings.ts';
import { systemCalls } from '../../../../electron/engine/signals/systemCalls.ts';
import { startHardproc, whyNoHardproc } from '../../../fixtures/hardproc.ts';

const canRun = whyNoHardproc() === '' && systemCalls() !== null;
/** CAP_SYS_NICE, bit 23: lowering takes it. Containers may lack it, of root too. */
const mayLower = canRun && ((BigInt(`0x${/^CapEff:\t(\S+)/m.exec(readFileSync('/proc/self/status', 'utf8'))![1]!}`) >> 23n) & 1n) === 1n;
const provider = createProvider('auto');
const probe: Signalling['probe'] = (pid) => provider.probe(pid);
const real = async (): Promise<Signalling> => ({ probe, startTolerance: provider.capabilities.startTolerance, self: await readSelf(probe) });
const identify = async (pid: number): Promise<ProcessId> => ({ pid, startTime: (await probe(pid))!.startTime, inode: null });
const tidsOf = (pid: number): number[] => readdirSync(`/proc/${pid}/task`).map(Number);

/** Settings that note what would be written and write nothing. */
function noting(): { readonly settings: typeof SETTINGS; readonly written: unknown[] } {
  const written: unknown[] = [];
  const note = (setting: Setting): Setting => ({ ...setting, write: (id, change, isStill) => (isStill() ? (written.push([id, change]), 'done') : 'gone') });
  const settings = Object.fromEntries(Object.entries(SETTINGS).map(([kind, setting]) => [kind, note(setting)])) as Record<ChangeKind, Setting>;
  return { settings, written };
}

test.skipIf(!canRun)('each setting is changed in all threads, told with its old value, and taken back by it', async () => {
  const hard = await startHardproc('threads', '8');
  try {
    await vi.waitFor(() => expect(tidsOf(hard.pid).length).toBeGreaterThanOrEqual(8));
    const threads = tidsOf(hard.pid).length;
    const target = await identify(hard.pid);
    const cpu = cpusHere().at(-1)!;
    const changes: Change[] = [
      { kind: 'nice', nice: 5 },
      { kind: 'ioPriority', ioClass: 'idle', level: 0 },
      { kind: 'ioPriority', ioClass: 'best-effort', level: 6 },
      { kind: 'affinity', cpus: [cpu] },
      { kind: 'oomScoreAdjust', adjust: 321 },
    ];
    const before = await readSettings(target, await real());
    if (before.kind !== 'read') throw new Error(before.kind);
    const undo: Change[] = [];
    for (const change of changes) {
      const outcome = await changeProcess(target, change, await real());
      expect(outcome).toMatchObject({ kind: 'changed', to: change, wasMixed: false, threads: change.kind === 'oomScoreAdjust' ? 1 : threads });
      if (outcome.kind === 'changed') undo.unshift(outcome.from);
    }
    expect(tidsOf(hard.pid).map((tid) => getPriority(tid))).toEqual(Array.from({ length: threads }, () => 5));
    for (const tid of tidsOf(hard.pid)) expect(readFileSync(`/proc/${hard.pid}/task/${tid}/status`, 'utf8')).toContain(`Cpus_allowed_list:\t${cpu}\n`);
    expect(readFileSync(`/proc/${hard.pid}/oom_score_adj`, 'utf8')).toBe('321\n');
    const changed = await readSettings(target, await real());
    const expected = { nice: 5, ioPriority: { ioClass: 'best-effort', level: 6 }, cpus: [cpu], oomScoreAdjust: 321, mixed: [], unknown: {} };
    expect(changed).toMatchObject({ kind: 'read', settings: expected });
    if (!mayLower) return;
    for (const change of undo) expect(await changeProcess(target, change, await real())).toMatchObject({ kind: 'changed', to: change });
    expect(await readSettings(target, await real())).toEqual(before);
  } finally {
    await hard.end();
  }
});

test.skipIf(!canRun)('threads that differ are told, and are one afterwards', async () => {
  const hard = await startHardproc('threads', '4');
  try {
    await vi.waitFor(() => expect(tidsOf(hard.pid).length).toBeGreaterThanOrEqual(4));
    const target = await identify(hard.pid);
    expect(SETTINGS.nice.write(tidsOf(hard.pid)[2]!, { kind: 'nice', nice: 3 }, () => true)).toBe('done');
    expect(await readSettings(target, await real())).toMatchObject({ settings: { nice: 0, mixed: ['nice'] } });
    expect(await changeProcess(target, { kind: 'nice', nice: 4 }, await real())).toMatchObject({ kind: 'changed', wasMixed: true });
    expect(await readSettings(target, await real())).toMatchObject({ settings: { nice: 4, mixed: [] } });
  } finally {
    await hard.end();
  }
});

test.skipIf(!canRun)('the signals that a process ignores, catches and has pending are told by name', async () => {
  const hard = await startHardproc('ignoreterm');
  const stopped = await startHardproc('stopped');
  try {
    expect(await readSettings(await identify(hard.pid), await real())).toMatchObject({
      settings: { signals: { ignored: expect.arrayContaining(['SIGTERM']) } },
    });
    const child = Number(stopped.ready['child']);
    process.kill(child, 'SIGUSR1');
    expect(await readSettings(await identify(child), await real())).toMatchObject({ settings: { signals: { pending: ['SIGUSR1'] } } });
  } finally {
    await hard.end();
    await stopped.end();
  }
});

test.skipIf(!canRun)('E2 E3 E8 nothing is changed of what is gone, another process, a zombie, init, or ourselves', async () => {
  const hard = await startHardproc('sleep');
  const zombies = await startHardproc('zombies', '1');
  const { settings, written } = noting();
  const change: Change = { kind: 'nice', nice: 9 };
  try {
    const target = await identify(hard.pid);
    const run = async (id: ProcessId) => changeProcess(id, change, await real(), settings);
    expect(await run({ ...target, startTime: target.startTime! - 1 })).toEqual({ kind: 'reused' });
    expect(await run({ ...target, inode: '1' })).toEqual({ kind: 'reused' });
    expect(await run({ pid: 4_194_299, startTime: 1, inode: null })).toEqual({ kind: 'gone' });
    expect(await run(await identify(Number(zombies.ready['last'])))).toEqual({ kind: 'refused', reason: 'zombie' });
    expect(await run({ pid: 1, startTime: 0, inode: null })).toEqual({ kind: 'refused', reason: 'init' });
    expect(await run(await identify(process.pid))).toEqual({ kind: 'refused', reason: 'self' });
    expect(await run(await identify(process.ppid))).toEqual({ kind: 'refused', reason: 'own-ancestor' });
    expect(written).toEqual([]);
    expect((await run(target)).kind).toBe('changed');
    expect(written).toEqual([[hard.pid, change]]);
  } finally {
    await hard.end();
    await zombies.end();
  }
});

test.skipIf(!canRun)('one that ends between the look and the change is gone, and nothing is changed', async () => {
  const child = spawn('sleep', ['30'], { stdio: 'ignore' });
  const target = await identify(child.pid!);
  const { settings, written } = noting();
  const late: Signalling['probe'] = async (pid) => {
    const reading = await probe(pid);
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    return reading;
  };
  expect(await changeProcess(target, { kind: 'nice', nice: 9 }, { ...(await real()), probe: late }, settings)).toEqual({ kind: 'gone' });
  expect(written).toEqual([]);
});

test.skipIf(!canRun)('E4 without a pidfd, one that is another process afterwards makes the outcome uncertain', async () => {
  const hard = await startHardproc('sleep');
  try {
    const target = await identify(hard.pid);
    let looks = 0;
    const later: Signalling['probe'] = async (pid) => {
      const reading = (await probe(pid))!;
      return ++looks === 1 ? reading : { ...reading, startTime: reading.startTime! + 1 };
    };
    expect(await changeProcess(target, { kind: 'nice', nice: 3 }, { ...(await real()), bind: bindByPid, probe: later })).toEqual({ kind: 'uncertain' });
    expect(await changeProcess(target, { kind: 'nice', nice: 4 }, { ...(await real()), bind: bindByPid })).toMatchObject({ kind: 'changed' });
  } finally {
    await hard.end();
  }
});

test('E5 no value that is not a signalable pid, and no change that is none, reaches the system', async () => {
  const { settings, written } = noting();
  const bound: unknown[] = [];
  const signalling: Signalling = { probe: () => null, startTolerance: 0, self: { pid: 4, ancestors: [3] }, bind: (pid) => (bound.push(pid), 'gone') };
  const strange = fc.oneof(fc.constantFrom('', [], false, '0', -0, -1, Number.NaN, 1.5, 2 ** 32, '12', null, undefined, {}, 1, 0, -4, 4, 3), fc.anything());
  await fc.assert(
    fc.asyncProperty(strange, async (pid) => {
      const outcome = await changeProcess({ pid: pid as number, startTime: 1, inode: null }, { kind: 'nice', nice: 1 }, signalling, settings);
      if (outcome.kind !== 'refused') expect([Number.isInteger(pid), outcome.kind]).toEqual([true, 'gone']);
    }),
    { numRuns: 1_000 },
  );
  expect(bound.filter((pid) => !Number.isInteger(pid) || (pid as number) < 2)).toEqual([]);
  expect(written).toEqual([]);
});

test.skipIf(!canRun)('a value that the system has none of is refused before anything is written', async () => {
  const hard = await startHardproc('sleep');
  const { settings, written } = noting();
  try {
    const target = await identify(hard.pid);
    for (const change of [
      { kind: 'nice', nice: 20 },
      { kind: 'affinity', cpus: [] },
      { kind: 'ioPriority', ioClass: 'idle', level: 3 },
      { kind: 'oomScoreAdjust', adjust: -1001 },
    ] as const) {
      expect(await changeProcess(target, change, await real(), settings)).toEqual({ kind: 'failed', code: 'EINVAL' });
    }
    expect(written).toEqual([]);
    // A CPU that is not there: the system's own answer.
    const missing = [...Array.from({ length: 8_192 }).keys()].find((cpu) => !cpusHere().includes(cpu))!;
    expect(await changeProcess(target, { kind: 'affinity', cpus: [8_191] }, await real())).toEqual({ kind: 'failed', code: 'EINVAL' });
    const some = await changeProcess(target, { kind: 'affinity', cpus: [cpusHere()[0]!, missing] }, await real());
    expect(some).toMatchObject({ kind: 'changed', to: { kind: 'affinity', cpus: [cpusHere()[0]] } });
  } finally {
    await hard.end();
  }
});

test.skipIf(!canRun)('a plan has the present value and a bound target', async () => {
  const hard = await startHardproc('nice', '7');
  try {
    const { readings } = await provider.sample(FIELDS);
    const rows = new Map(readings.map(({ values, unknown }) => rowOf(values, unknown)).map((row) => [row.key, row]));
    const plan = await planChange(
      { targets: [await identify(hard.pid), { pid: 1, startTime: 0, inode: null }], change: { kind: 'nice', nice: 9 } },
      rows,
      await real(),
    );
    expect(plan.targets[0]).toMatchObject({ from: { kind: 'nice', nice: 7 }, expectation: { kind: 'changes' }, name: 'hardproc' });
    expect(plan.targets[0]!.id.inode).toMatch(/^\d+$/);
    expect(plan.targets[1]!.expectation).toEqual({ kind: 'refused', reason: 'init' });
  } finally {
    await hard.end();
  }
});

test.skipIf(!canRun)('this system tells what can be changed here', () => {
  expect(changesHere()).toEqual(['nice', 'ioPriority', 'affinity', 'oomScoreAdjust']);
  expect(cpusHere().length).toBeGreaterThan(0);
});
