import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { FIELDS } from '../../../../shared/fields/registry.ts';
import type { ProcessId } from '../../../../shared/process/identity.ts';
import { rowOf } from '../../../../shared/process/row.ts';
import { createProvider } from '../../../../electron/engine/providers/index.ts';
import { hasUniqueInodes } from '../../../../electron/engine/signals/bindProcess.ts';
import type { Signalling } from '../../../../electron/engine/signals/holdTarget.ts';
import { readSelf } from '../../../../electron/engine/signals/ownProcess.ts';
import { planAction } from '../../../../electron/engine/signals/planAction.ts';
import { signalProcess } from '../../../../electron/engine/signals/signalProcess.ts';
import { startHardproc, whyNoHardproc } from '../../../fixtures/hardproc.ts';

const canRun = whyNoHardproc() === '';
const provider = createProvider('auto');
const probe: Signalling['probe'] = (pid) => provider.probe(pid);
const real = async (): Promise<Signalling> => ({ probe, startTolerance: provider.capabilities.startTolerance, self: await readSelf(probe) });

async function readRows() {
  const { readings } = await provider.sample(FIELDS);
  return new Map(readings.map(({ values, unknown }) => rowOf(values, unknown)).map((row) => [row.key, row]));
}
const identify = async (pid: number): Promise<ProcessId> => ({ pid, startTime: (await probe(pid))!.startTime, inode: null });

test.skipIf(!canRun || !hasUniqueInodes())('the targets of a plan are bound by inode, and what is planned can be sent', async () => {
  const hard = await startHardproc('sleep');
  const plan = await planAction({ targets: [await identify(hard.pid)], signal: 'SIGTERM' }, await readRows(), await real());
  const [target] = plan.targets;
  expect(target!.id.inode).toMatch(/^[1-9]\d*$/);
  expect(target!.expectation).toEqual({ kind: 'ends' });
  expect(await signalProcess(target!.id, 'SIGTERM', await real())).toMatchObject({ kind: 'exited' });
  await hard.end();
});

test.skipIf(!canRun)('E10 a plan says that SIGTERM is ignored, and that SIGKILL is not', async () => {
  const hard = await startHardproc('ignoreterm');
  try {
    const request = { targets: [await identify(hard.pid)], signal: 'SIGTERM' } as const;
    expect((await planAction(request, await readRows(), await real())).targets[0]!.expectation).toEqual({ kind: 'ignores' });
    const kill = await planAction({ ...request, signal: 'SIGKILL' }, await readRows(), await real());
    expect(kill.targets[0]!.expectation).toEqual({ kind: 'ends' });
  } finally {
    await hard.end();
  }
});

test('a plan names the ports that close', async () => {
  const script = "const s=require('net').createServer().listen(0,'127.0.0.1',()=>console.log(s.address().port))";
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [bytes] = (await once(child.stdout, 'data')) as [Buffer];
    const plan = await planAction({ targets: [await identify(child.pid!)], signal: 'SIGKILL' }, await readRows(), await real());
    expect(plan.targets[0]!.ports).toEqual([{ protocol: 'tcp', address: '127.0.0.1', port: Number(bytes.toString()) }]);
  } finally {
    child.kill('SIGKILL');
  }
});

test('what is gone, reused or refused is said, and nothing of it is bound', async () => {
  const self = await identify(process.pid);
  const targets = [
    { pid: 4_194_299, startTime: 1, inode: null },
    { ...(await identify(process.ppid)), startTime: 1 },
    self,
    { pid: 1, startTime: 0, inode: null },
  ];
  const plan = await planAction({ targets, signal: 'SIGKILL', scope: 'marked' }, await readRows(), await real());
  expect(plan.targets.map(({ id }) => id)).toEqual(targets);
  expect(plan.targets.map(({ expectation }) => expectation)).toEqual([
    { kind: 'gone' },
    { kind: 'refused', reason: 'own-ancestor' },
    { kind: 'refused', reason: 'self' },
    { kind: 'refused', reason: 'init' },
  ]);
});
