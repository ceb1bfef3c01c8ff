import { getPriority } from 'node:os';
import { expect, test } from 'vitest';
import type { Change } from '../../shared/process/change.ts';
import type { ProcessId } from '../../shared/process/identity.ts';
import { createProvider } from '../../electron/engine/providers/index.ts';
import { bindByPid, hasUniqueInodes } from '../../electron/engine/signals/bindProcess.ts';
import { holdTarget, type Signalling } from '../../electron/engine/signals/holdTarget.ts';
import { changeProcess } from '../../electron/engine/signals/changeProcess.ts';
import { signalProcess } from '../../electron/engine/signals/signalProcess.ts';
import { startPidReuse, whyNoPidReuse } from '../fixtures/pidReuse.ts';
import { isFullLoad } from './probedHost.ts';

const TIMES = isFullLoad ? 10_000 : 1_000;
const reason = hasUniqueInodes() ? whyNoPidReuse() : 'no pidfds with inodes of their own here';
const provider = createProvider('auto');
const probe: Signalling['probe'] = (pid) => provider.probe(pid);
const signalling: Signalling = { probe, startTolerance: 0, self: { pid: process.pid, ancestors: [process.ppid] } };

async function bindTarget(pid: number): Promise<ProcessId> {
  const startTime = (await probe(pid))!.startTime;
  const hold = await holdTarget({ pid, startTime, inode: null }, signalling);
  if (hold.kind !== 'held') throw new Error(hold.kind);
  hold.process.close();
  return hold.id;
}

const nice: Change = { kind: 'nice', nice: 9 };

test.skipIf(reason !== '')(
  `E1 ${TIMES} pids reused within one tick, before and while a signal is sent or a change is made: 0 wrong kills, 0 wrong changes ${reason}`,
  { timeout: 120_000 },
  async () => {
    const reuse = startPidReuse();
    try {
      let inOneTick = 0;
      for (let round = 0; inOneTick < TIMES && round < TIMES * 3; round++) {
        const target = await bindTarget(await reuse.start());
        const late: Signalling = {
          ...signalling,
          probe: async (pid) => {
            const reading = await probe(pid);
            await reuse.swap();
            return reading;
          },
        };
        // Reused before both, while the signal is sent, or while the change is made; the other one comes after.
        if (round % 4 < 2) await reuse.swap();
        else if (round % 4 === 2) expect(await signalProcess(target, 'SIGKILL', late)).toEqual({ kind: 'gone' });
        else expect(await changeProcess(target, nice, late)).toEqual({ kind: 'gone' });
        expect(await changeProcess(target, nice, signalling)).toEqual({ kind: 'reused' });
        expect(await signalProcess(target, 'SIGKILL', signalling)).toEqual({ kind: 'reused' });
        expect(await reuse.isAlive()).toBe(true);
        expect(getPriority(target.pid)).toBe(0);
        if ((await probe(target.pid))!.startTime === target.startTime) inOneTick++;
      }
      expect(inOneTick).toBe(TIMES);
    } finally {
      await reuse.end();
    }
  },
);

test.skipIf(reason !== '')(`E1 what {pid, start} alone does then: it takes the innocent for the target ${reason}`, async () => {
  const reuse = startPidReuse();
  try {
    for (let round = 0; round < 100; round++) {
      const target = await bindTarget(await reuse.start());
      await reuse.swap();
      if ((await probe(target.pid))!.startTime !== target.startTime) continue;
      await signalProcess(target, 'SIGKILL', { ...signalling, bind: bindByPid });
      expect(await reuse.isAlive()).toBe(false);
      return;
    }
    throw new Error('no pid was reused within one tick');
  } finally {
    await reuse.end();
  }
});

test.skipIf(reason !== '')(`E2 without pidfds a pid reused later is told by its start time ${reason}`, async () => {
  const reuse = startPidReuse();
  try {
    const target = await bindTarget(await reuse.start());
    await new Promise((resolve) => setTimeout(resolve, 30));
    await reuse.swap();
    expect(await signalProcess(target, 'SIGKILL', { ...signalling, bind: bindByPid })).toEqual({ kind: 'reused' });
    expect(await reuse.isAlive()).toBe(true);
  } finally {
    await reuse.end();
  }
});
