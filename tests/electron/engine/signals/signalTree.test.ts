import * as fc from 'fast-check';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import type { ProcessId } from '../../../../shared/process/identity.ts';
import { isSignalablePid } from '../../../../shared/process/killPlan.ts';
import { createProvider } from '../../../../electron/engine/providers/index.ts';
import { linkListerOf } from '../../../../electron/engine/providers/listLinks.ts';
import { bindByPid, bindProcess } from '../../../../electron/engine/signals/bindProcess.ts';
import type { Signalling } from '../../../../electron/engine/signals/holdTarget.ts';
import { readSelf } from '../../../../electron/engine/signals/ownProcess.ts';
import { signalTree } from '../../../../electron/engine/signals/signalTree.ts';
import { startHardproc, whyNoHardproc } from '../../../fixtures/hardproc.ts';
import { startInNamespace, whyNoNamespace } from '../../../fixtures/processNamespace.ts';

const RUNS = 20;
const reason = whyNoNamespace();
const provider = createProvider('auto');
const probe: Signalling['probe'] = (pid) => provider.probe(pid);
const list = linkListerOf(provider);
const real = async (): Promise<Signalling> => ({ probe, startTolerance: provider.capabilities.startTolerance, self: await readSelf(probe) });

async function identify(pid: number): Promise<ProcessId> {
  return { pid, startTime: (await probe(pid))!.startTime, inode: null };
}

const idsOf = async (processes: readonly { readonly pid: number }[]): Promise<ProcessId[]> => {
  const ids = await Promise.all(processes.map(({ pid }) => identify(pid).catch(() => null)));
  return ids.filter((id) => id !== null);
};

// birthdeath's orphans go to init: they are no longer below it, so they are given as the plan of its session lists them.
test.skipIf(reason !== '').each([
  ['forktree', ['15000', '300']],
  ['birthdeath', ['100', '20']],
])(`E9 %s, killed ${RUNS} times while it forks: nobody is left, or whoever is left is named ${reason}`, { timeout: 120_000 }, async (mode, args) => {
  let targets = 0;
  for (let run = 0; run < RUNS; run++) {
    const space = await startInNamespace(mode, ...args);
    try {
      await delay(30 + 5 * run);
      const root = await identify(space.pid);
      const planned = mode === 'forktree' ? [] : await idsOf(space.living());
      const outcome = await signalTree(root, planned, 'SIGKILL', await real(), list);
      targets += outcome.targets.length;
      expect(outcome.isSettled).toBe(true);
      expect(outcome.targets.filter(({ outcome: { kind } }) => kind !== 'exited' && kind !== 'gone')).toEqual([]);
      const living = space.living();
      const named = new Set(outcome.left.map(({ id }) => id.pid));
      expect(living.filter(({ pid, state }) => state === 'T' || !named.has(pid))).toEqual([]);
      if (mode === 'forktree') expect(living).toEqual([]);
    } finally {
      await space.end();
    }
  }
  expect(targets).toBeGreaterThan(RUNS);
});

test.skipIf(reason !== '')(`E9 a signal that does not end lets all go on, but those that stood before ${reason}`, async () => {
  const space = await startInNamespace('forktree', '15000', '30');
  try {
    await delay(400);
    const [first] = space.living().filter(({ pid }) => pid !== space.pid);
    process.kill(first!.pid, 'SIGSTOP');
    const outcome = await signalTree(await identify(space.pid), [], 'SIGURG', await real(), list);
    expect(outcome.targets.length).toBeGreaterThan(20);
    expect(new Set(outcome.targets.map(({ outcome: { kind } }) => kind))).toEqual(new Set(['sent']));
    expect(space.living().filter(({ state }) => state === 'T')).toEqual([{ ...first, state: 'T' }]);
  } finally {
    await space.end();
  }
});

test.skipIf(reason !== '')(`E9 nobody stays stopped when the action breaks off ${reason}`, async () => {
  const space = await startInNamespace('forktree', '15000', '30');
  try {
    await delay(400);
    let looks = 0;
    const breaking: Signalling['probe'] = (pid) => {
      if (++looks > 10) throw new Error('planted');
      return probe(pid);
    };
    await expect(signalTree(await identify(space.pid), [], 'SIGKILL', { ...(await real()), probe: breaking }, list)).rejects.toThrow('planted');
    const living = space.living();
    expect(living.length).toBeGreaterThan(20);
    expect(living.filter(({ state }) => state === 'T')).toEqual([]);
  } finally {
    await space.end();
  }
});

test.skipIf(reason !== '')(`E9 nobody stays stopped when the program is told to end meanwhile ${reason}`, async () => {
  const space = await startInNamespace('forktree', '15000', '30');
  const others = (): void => {};
  process.on('SIGTERM', others);
  try {
    await delay(400);
    let looks = 0;
    let goOn: () => void = () => {};
    const held = new Promise<void>((resolve) => (goOn = resolve));
    const hanging: Signalling['probe'] = async (pid) => {
      if (++looks === 10) await held;
      return probe(pid);
    };
    const action = signalTree(await identify(space.pid), [], 'SIGURG', { ...(await real()), probe: hanging }, list);
    await vi.waitFor(() => expect(space.living().filter(({ state }) => state === 'T').length).toBeGreaterThan(5), { timeout: 10_000 });
    process.emit('SIGTERM', 'SIGTERM');
    expect(space.living().filter(({ state }) => state === 'T')).toEqual([]);
    goOn();
    await action;
    expect(space.living().filter(({ state }) => state === 'T')).toEqual([]);
    expect(process.listeners('SIGTERM').at(-1)).toBe(others);
  } finally {
    process.off('SIGTERM', others);
    await space.end();
  }
});

test.skipIf(reason !== '')(`E9 E12 two that stop the same tree at once come one after the other, and leave nobody stopped ${reason}`, async () => {
  const space = await startInNamespace('forktree', '15000', '30');
  try {
    await delay(400);
    const root = await identify(space.pid);
    const both = await Promise.all([signalTree(root, [], 'SIGURG', await real(), list), signalTree(root, [], 'SIGURG', await real(), list)]);
    for (const { isSettled, targets } of both) expect([isSettled, targets.every(({ outcome: { kind } }) => kind === 'sent')]).toEqual([true, true]);
    expect(space.living().filter(({ state }) => state === 'T')).toEqual([]);
  } finally {
    await space.end();
  }
});

test.skipIf(reason !== '')(`E4 E9 without pidfds a member that is another process by the time of sending gets nothing ${reason}`, async () => {
  const space = await startInNamespace('forktree', '15000', '30');
  try {
    await delay(400);
    const members = space.living();
    const reused = members.at(-1)!.pid;
    let looks = 0;
    const later: Signalling['probe'] = async (pid) => {
      const reading = await probe(pid);
      return pid === reused && reading !== null && ++looks > 1 ? { ...reading, startTime: reading.startTime! + 5 } : reading;
    };
    const sent: [number, string][] = [];
    const bind: Signalling['bind'] = (pid) => {
      const bound = bindByPid(pid);
      return { ...bound, send: (signal) => (sent.push([pid, signal]), bound.send(signal)) };
    };
    const outcome = await signalTree(await identify(space.pid), [], 'SIGURG', { ...(await real()), probe: later, bind }, list);
    expect(outcome.targets.find(({ id }) => id.pid === reused)?.outcome).toEqual({ kind: 'reused' });
    expect(sent.filter(([pid]) => pid === reused).map(([, signal]) => signal)).toEqual(['SIGSTOP']);
    expect(outcome.targets.filter(({ outcome: { kind } }) => kind === 'sent').length).toBe(outcome.targets.length - 1);
  } finally {
    await space.end();
  }
});

test.skipIf(reason !== '')(`E9 SIGSTOP leaves the whole tree stopped, SIGCONT resumes it ${reason}`, async () => {
  const space = await startInNamespace('forktree', '15000', '30');
  try {
    await delay(400);
    const root = await identify(space.pid);
    await signalTree(root, [], 'SIGSTOP', await real(), list);
    expect(new Set(space.living().map(({ state }) => state))).toEqual(new Set(['T']));
    await signalTree(root, [], 'SIGCONT', await real(), list);
    expect(space.living().filter(({ state }) => state === 'T')).toEqual([]);
  } finally {
    await space.end();
  }
});

test.skipIf(whyNoHardproc() !== '')('E9 a refused root sends nothing to anyone', async () => {
  const hard = await startHardproc('sleep');
  const sent: string[] = [];
  const bind: Signalling['bind'] = (pid) => {
    const bound = bindProcess(pid);
    return bound === 'gone' ? bound : { ...bound, send: (signal) => (sent.push(signal), { kind: 'sent' }) };
  };
  try {
    const self = await identify(process.pid);
    const outcome = await signalTree(self, [await identify(hard.pid)], 'SIGKILL', { ...(await real()), bind }, list);
    expect(outcome.targets).toEqual([expect.objectContaining({ outcome: { kind: 'refused', reason: 'self' } })]);
    expect(await signalTree({ ...(await identify(hard.pid)), inode: '1' }, [], 'SIGKILL', { ...(await real()), bind }, list)).toMatchObject({
      targets: [{ outcome: { kind: 'reused' } }],
    });
    expect(sent).toEqual([]);
  } finally {
    await hard.end();
  }
});

test('E5 no root and no member that is not a signalable pid makes the system hear of it', async () => {
  const bound: unknown[] = [];
  const bind: Signalling['bind'] = (pid) => (bound.push(pid), 'gone');
  const signalling: Signalling = { probe: () => null, startTolerance: 0, self: { pid: 4, ancestors: [3] }, bind };
  const strange = fc.oneof(
    fc.constantFrom('', [], false, '0', -0, -1, Number.NaN, 1.5, 2 ** 32, '12', null, undefined, 1, 0, -4, 4, 3),
    fc.anything(),
    fc.double(),
  );
  await fc.assert(
    fc.asyncProperty(strange, fc.array(strange, { maxLength: 3 }), async (root, members) => {
      const ids = [root, ...members].map((pid) => ({ pid: pid as number, startTime: 1, inode: null }));
      await signalTree(ids[0]!, ids.slice(1), 'SIGKILL', signalling, () => []);
    }),
    { numRuns: 1_000 },
  );
  expect(bound.filter((pid) => !isSignalablePid(pid) || pid === 3 || pid === 4)).toEqual([]);
});
