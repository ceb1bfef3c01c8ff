import * as fc from 'fast-check';
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { expect, test, vi } from 'vitest';
import { createProvider } from '../../../../electron/engine/providers/index.ts';
import { readSelf } from '../../../../electron/engine/signals/ownProcess.ts';
import { type Bind, bindByPid, hasUniqueInodes } from '../../../../electron/engine/signals/bindProcess.ts';
import type { Signalling } from '../../../../electron/engine/signals/holdTarget.ts';
import type { SendResult } from '../../../../electron/engine/signals/sendSignal.ts';
import { signalProcess } from '../../../../electron/engine/signals/signalProcess.ts';
import type { ProcessId } from '../../../../shared/process/identity.ts';
import { startHardproc, whyNoHardproc } from '../../../fixtures/hardproc.ts';

const canRun = whyNoHardproc() === '';
const provider = createProvider('auto');
const probe = (pid: number) => provider.probe(pid);
const real = async (): Promise<Signalling> => ({ probe, startTolerance: provider.capabilities.startTolerance, self: await readSelf(probe) });

/** Takes hold as usual, but sends nothing: the given function is told. */
const bindTo =
  (send: () => SendResult): Bind =>
  () => ({ inode: null, send, maySend: () => true, hasEnded: () => null, close: () => {} });

async function identify(pid: number): Promise<ProcessId> {
  return { pid, startTime: (await probe(pid))!.startTime, inode: null };
}

test.skipIf(!canRun)('E11 SIGTERM ends a sleeping process, and "exited" is said when it is', async () => {
  const hard = await startHardproc('sleep');
  const target = await identify(hard.pid);
  expect(await signalProcess(target, 'SIGTERM', await real())).toMatchObject({ kind: 'exited' });
  // Its parent, this test, reaps it.
  await hard.end();
  expect(await signalProcess(target, 'SIGTERM', await real())).toEqual({ kind: 'gone' });
});

test.skipIf(!canRun)('E10 an ignored SIGTERM is reported as still running after 3 s, and nothing escalates', async () => {
  const hard = await startHardproc('ignoreterm');
  try {
    const outcome = await signalProcess(await identify(hard.pid), 'SIGTERM', await real());
    expect(outcome.kind).toBe('running');
    expect(outcome).toHaveProperty('afterMs', expect.closeTo(3000, -3));
    expect(await probe(hard.pid)).not.toBeNull();
  } finally {
    await hard.end();
  }
});

test.skipIf(!canRun)('E2 a pid with another start time is another process: nothing is sent', async () => {
  const hard = await startHardproc('sleep');
  try {
    const target = await identify(hard.pid);
    const send = vi.fn((): SendResult => ({ kind: 'sent' }));
    expect(await signalProcess({ ...target, startTime: target.startTime! - 1 }, 'SIGKILL', { ...(await real()), bind: bindTo(send) })).toEqual({
      kind: 'reused',
    });
    expect(send).not.toHaveBeenCalled();
  } finally {
    await hard.end();
  }
});

test.skipIf(!canRun)('E8 a zombie is refused, one with live threads is not', async () => {
  const zombies = await startHardproc('zombies', '1');
  const leader = await startHardproc('zleader');
  try {
    expect(await signalProcess(await identify(Number(zombies.ready['last'])), 'SIGKILL', await real())).toEqual({ kind: 'refused', reason: 'zombie' });
    expect(await signalProcess(await identify(leader.pid), 'SIGKILL', await real())).toMatchObject({ kind: 'exited' });
  } finally {
    await zombies.end();
    await leader.end();
  }
});

test.skipIf(!canRun)('a stopped process takes SIGCONT, and the answer is "sent", not "ended"', async () => {
  const hard = await startHardproc('stopped');
  try {
    const target = await identify(Number(hard.ready['child']));
    expect(await signalProcess(target, 'SIGCONT', await real())).toEqual({ kind: 'sent' });
    await vi.waitFor(async () => expect((await probe(target.pid))?.values['state']).toBe('S'));
  } finally {
    await hard.end();
  }
});

test('E5 E6 this program, its ancestors, pid 1 and kernel threads are refused', async () => {
  const send = vi.fn((): SendResult => ({ kind: 'sent' }));
  const signalling = { ...(await real()), bind: bindTo(send) };
  expect(await signalProcess(await identify(process.pid), 'SIGTERM', signalling)).toEqual({ kind: 'refused', reason: 'self' });
  expect(await signalProcess(await identify(process.ppid), 'SIGTERM', signalling)).toEqual({ kind: 'refused', reason: 'own-ancestor' });
  expect(await signalProcess({ pid: 1, startTime: 0, inode: null }, 'SIGTERM', signalling)).toEqual({ kind: 'refused', reason: 'init' });
  if ((await probe(2))?.values['isKernelThread'] === true) {
    expect(await signalProcess(await identify(2), 'SIGKILL', signalling)).toEqual({ kind: 'refused', reason: 'kernel-thread' });
  }
  expect(send).not.toHaveBeenCalled();
});

test('E5 no value that is not a signalable pid reaches the system', async () => {
  const send = vi.fn((): SendResult => ({ kind: 'sent' }));
  const look = vi.fn(() => null);
  const signalling: Signalling = { probe: look, startTolerance: 0, self: { pid: 4, ancestors: [3] }, bind: bindTo(send) };
  const strange = fc.oneof(
    fc.constantFrom('', [], false, '0', -0, -1, Number.NaN, 1.5, 2 ** 32, '12', null, undefined, {}, 1, 0, -4, 4, 3, Number.POSITIVE_INFINITY),
    fc.anything(),
    fc.double({ max: 1 }),
  );
  await fc.assert(
    fc.asyncProperty(strange, async (pid) => {
      if (typeof pid === 'number' && Number.isInteger(pid) && pid > 4 && pid <= 4_194_304) return;
      const outcome = await signalProcess({ pid: pid as number, startTime: 1, inode: null }, 'SIGKILL', signalling);
      // 2 is a pid like any other; here there is no such process.
      expect(outcome.kind).toBe(pid === 2 ? 'gone' : 'refused');
    }),
    { numRuns: 2_000 },
  );
  expect(send).not.toHaveBeenCalled();
});

test('E7 what is not permitted names the owner', async () => {
  const child = spawn('sleep', ['20'], { stdio: 'ignore' });
  try {
    const target = await identify(child.pid!);
    const denied = { ...(await real()), bind: bindTo(() => ({ kind: 'denied' })) };
    expect(await signalProcess(target, 'SIGTERM', denied)).toEqual({ kind: 'denied', owner: userInfo().username });
  } finally {
    child.kill('SIGKILL');
  }
});

test.skipIf(!canRun)('E4 without pidfds the same is done by pid and start time', async () => {
  const hard = await startHardproc('sleep');
  const signalling = { ...(await real()), bind: bindByPid };
  const target = await identify(hard.pid);
  expect(await signalProcess({ ...target, startTime: 1 }, 'SIGTERM', signalling)).toEqual({ kind: 'reused' });
  expect(await signalProcess(target, 'SIGTERM', signalling)).toMatchObject({ kind: 'exited' });
  await hard.end();
});

test.skipIf(!hasUniqueInodes())('no descriptor stays open, however an action ends', async () => {
  const signalling = await real();
  const open = (): number => readdirSync('/proc/self/fd').length;
  const before = open();
  const child = spawn('sleep', ['20'], { stdio: 'ignore' });
  const target = await identify(child.pid!);
  const held = open();
  await signalProcess({ ...target, inode: '1' }, 'SIGTERM', signalling);
  await signalProcess({ ...target, startTime: 1 }, 'SIGTERM', signalling);
  await expect(signalProcess(target, 'SIGTERM', { ...signalling, probe: () => Promise.reject(new Error('planted')) })).rejects.toThrow('planted');
  expect(open()).toBe(held);
  await signalProcess(target, 'SIGKILL', signalling);
  expect(open()).toBeLessThanOrEqual(Math.max(before, held));
});

test.skipIf(!canRun)('a real-time signal goes by its name', async () => {
  const hard = await startHardproc('sleep');
  expect(await signalProcess(await identify(hard.pid), 'SIGRTMIN+3', await real())).toMatchObject({ kind: 'exited' });
  await hard.end();
});

test('B8 SIGKILL of one in uninterruptible sleep is pending, not done; SIGTERM is just not done', async () => {
  const values = { pid: 4_194_200, ppid: 1, startTime: 7, comm: 'io', state: 'D', threads: 1, isKernelThread: false, user: 'ann' };
  const signalling: Signalling = {
    probe: (pid) => ({ pid, startTime: 7, values: { ...values, pid }, unknown: null }),
    startTolerance: 0,
    self: { pid: 4, ancestors: [3] },
    bind: () => ({ inode: '9', send: () => ({ kind: 'sent' }), maySend: () => true, hasEnded: () => false, close: () => {} }),
  };
  const target: ProcessId = { pid: 4_194_200, startTime: 7, inode: '9' };
  const [killed, asked] = await Promise.all([signalProcess(target, 'SIGKILL', signalling), signalProcess(target, 'SIGTERM', signalling)]);
  expect(killed).toEqual({ kind: 'pending' });
  expect(asked).toMatchObject({ kind: 'running' });
});
