import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { getPriority } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createProvider } from '../../../../electron/engine/providers/index.ts';
import { formatProcessId, type ProcessId } from '../../../../shared/process/identity.ts';
import { type FakePkexec, startFakePkexec } from '../../../fixtures/fakePkexec.ts';
import { type Hardproc, startHardproc, whyNoHardproc } from '../../../fixtures/hardproc.ts';

const dist = join(import.meta.dirname, '../../../../dist/node');
const helper = join(dist, 'privilegeHelper.js');
const canRun = existsSync(helper) && whyNoHardproc() === '';
const isRoot = process.getuid?.() === 0;
const provider = createProvider('auto');
const identify = async (pid: number): Promise<ProcessId> => ({ pid, startTime: (await provider.probe(pid))!.startTime, inode: null });
const ORDINARY = ['--reuid=65534', '--regid=65534', '--clear-groups'];

function order(...words: string[]): { readonly status: number | null; readonly outcomes: unknown[] } {
  const { status, stdout } = spawnSync(process.execPath, [helper, ...words], { encoding: 'utf8', env: {}, cwd: '/' });
  const answers = stdout === '' ? [] : (JSON.parse(stdout) as { answers: { outcome: unknown }[] }).answers;
  return { status, outcomes: answers.map(({ outcome }) => outcome) };
}

let hard: Hardproc;
beforeEach(async () => {
  if (canRun) hard = await startHardproc('sleep');
});
afterEach(async () => {
  if (canRun) await hard.end();
});

test.skipIf(!canRun)('E1 E2 E5 E8 the helper makes every check itself', async () => {
  const target = await identify(hard.pid);
  const zombies = await startHardproc('zombies', '1');
  try {
    const kill = ['for', String(process.ppid), 'signal', 'SIGKILL'];
    const ids = [
      formatProcessId({ ...target, startTime: target.startTime! - 1 }),
      formatProcessId({ ...target, inode: '1' }),
      '4194299:1',
      formatProcessId(await identify(Number(zombies.ready['last']))),
      // The test, which started it, and who asks.
      formatProcessId(await identify(process.pid)),
      formatProcessId(await identify(process.ppid)),
    ];
    expect(order(...kill, ...ids)).toEqual({
      status: 1,
      outcomes: [
        { kind: 'reused' },
        { kind: 'reused' },
        { kind: 'gone' },
        { kind: 'refused', reason: 'zombie' },
        { kind: 'refused', reason: 'own-ancestor' },
        { kind: 'refused', reason: 'own-ancestor' },
      ],
    });
    for (const words of [
      [],
      ['--help'],
      [...kill, String(hard.pid)],
      [...kill, '1:0'],
      [...kill, `-${formatProcessId(target)}`],
      [...kill, formatProcessId(target), '; id'],
      ['for', '1', 'signal', '9', formatProcessId(target)],
      ['for', '1', 'nice', '99', formatProcessId(target)],
    ]) {
      expect(order(...words)).toEqual({ status: 2, outcomes: [] });
    }
    expect((await provider.probe(hard.pid))!.startTime).toBe(target.startTime);
    expect(getPriority(hard.pid)).toBe(0);
    expect(order('for', String(process.pid), 'nice', '3', formatProcessId(target))).toMatchObject({ status: 0, outcomes: [{ kind: 'changed' }] });
    expect(getPriority(hard.pid)).toBe(3);
    expect(order(...kill, formatProcessId(target))).toEqual({ status: 0, outcomes: [{ kind: 'sent' }] });
  } finally {
    await zombies.end();
  }
});

let pkexec: FakePkexec;
beforeAll(async () => {
  pkexec = await startFakePkexec();
});
afterAll(() => pkexec.end());

/** Runs the command line as an ordinary user, with the stand-in on its path or without; the test goes on meanwhile, for it plays root. */
async function runOrdinary(withPkexec: boolean, ...words: string[]): Promise<{ readonly status: number | null; readonly outcomes: Record<string, unknown>[] }> {
  const program = join(dist, 'procession.js');
  const start = `process.argv.splice(1, 0, ${JSON.stringify(program)}); import(${JSON.stringify(program)})`;
  const env = { ...process.env, PATH: withPkexec ? `${pkexec.folder}:${process.env['PATH']}` : '/nonexistent' };
  const child = spawn('/usr/bin/setpriv', [...ORDINARY, process.execPath, '-e', start, ...words, '--json', '--yes'], {
    cwd: '/',
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (bytes: Buffer) => (out += bytes.toString()));
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { status, outcomes: (JSON.parse(out) as { outcomes: { outcome: Record<string, unknown> }[] }).outcomes.map(({ outcome }) => outcome) };
}

test.skipIf(!canRun || !isRoot)(
  'E7 what an ordinary user may not do is run with privilege when they agree, for all targets at once, and its end is seen',
  async () => {
    const second = await startHardproc('sleep');
    try {
      const pids = [String(hard.pid), String(second.pid)];
      expect(await runOrdinary(true, 'signal', 'KILL', ...pids)).toMatchObject({
        status: 1,
        outcomes: [{ kind: 'denied', owner: 'root' }, { kind: 'denied' }],
      });
      expect(await runOrdinary(true, 'set', 'nice', '5', pids[0]!)).toMatchObject({ status: 1, outcomes: [{ kind: 'lacks', privilege: 'owner' }] });
      expect(pkexec.asked).toEqual([]);
      const renice = await runOrdinary(true, 'set', 'nice', '5', pids[0]!, '--privilege');
      expect(renice).toMatchObject({ status: 0, outcomes: [{ kind: 'changed', from: { nice: 0 }, to: { nice: 5 } }] });
      expect(getPriority(hard.pid)).toBe(5);
      const kill = await runOrdinary(true, 'signal', 'KILL', ...pids, '--privilege');
      expect(kill).toMatchObject({ status: 0, outcomes: [{ kind: 'exited' }, { kind: 'exited' }] });
      expect(pkexec.asked).toHaveLength(2);
      const words = pkexec.asked[1]!;
      expect(words.slice(0, 2)).toEqual([process.execPath, helper]);
      expect(words.slice(2).join(' ')).toMatch(/^for [1-9]\d* signal SIGKILL [1-9]\d*:\d+(:[1-9]\d*)? [1-9]\d*:\d+(:[1-9]\d*)?$/);
    } finally {
      await second.end();
    }
  },
);

test.skipIf(!canRun || !isRoot).each([
  ['dismiss', 'dismissed'],
  ['forbid', 'forbidden'],
] as const)('a privilege that is not given (%s) is said, and nothing is sent', async (verdict, reason) => {
  pkexec.verdict = verdict;
  try {
    const answer = await runOrdinary(true, 'signal', 'KILL', String(hard.pid), '--privilege');
    expect(answer).toEqual({ status: 1, outcomes: [{ kind: 'not-authorized', reason }] });
    expect(await provider.probe(hard.pid)).not.toBeNull();
  } finally {
    pkexec.verdict = 'yes';
  }
});

test.skipIf(!canRun || !isRoot)('where there is no way to be asked, it says so; and nobody is asked for what is refused anyway', async () => {
  const asked = pkexec.asked.length;
  expect(await runOrdinary(false, 'signal', 'KILL', String(hard.pid), '--privilege')).toEqual({
    status: 1,
    outcomes: [{ kind: 'not-authorized', reason: 'unavailable' }],
  });
  expect(await runOrdinary(true, 'signal', 'KILL', '1', '--privilege')).toEqual({ status: 3, outcomes: [{ kind: 'refused', reason: 'init' }] });
  expect(pkexec.asked).toHaveLength(asked);
});
