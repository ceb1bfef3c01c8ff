import { afterEach, expect, test } from 'vitest';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { forkReader, type ReaderChild, type ReaderChildListener } from '../../../../electron/engine/reader/readerChild.ts';
import { Reader } from '../../../../electron/engine/reader/reader.ts';
import { splitArguments } from '../../../../electron/engine/providers/linux/bytesToText.ts';
import { startHardproc, whyNoHardproc } from '../../../fixtures/hardproc.ts';
import { readOwnReaders } from '../../../fixtures/ownProcesses.ts';

const program = join(import.meta.dirname, '../../../../dist/node/reader.js');
const canRun = whyNoHardproc() === '' && existsSync(program);
let reader: Reader;
afterEach(() => reader.close());

const argumentsOf = async (pid: number, limit = 4096): Promise<string[] | string> => {
  const result = await reader.read(pid, `${pid}:1`, 'cmdline', limit);
  return result.kind === 'read' ? splitArguments(result.bytes) : result.kind;
};

test.skipIf(!canRun)('A10 A13 A15 reads command lines as their processes hold them', async () => {
  reader = new Reader(forkReader(program));
  const hard = await Promise.all([startHardproc('argv', '/bin/sleep', 'sleep', '20'), startHardproc('argc0'), startHardproc('nocmdline')]);
  try {
    expect(await argumentsOf(hard[0].pid)).toEqual(['sleep', '20']);
    expect(await argumentsOf(hard[1].pid)).toEqual(['']);
    expect(await argumentsOf(hard[2].pid)).toEqual([]);
  } finally {
    await Promise.all(hard.map((one) => one.end()));
  }
});

test.skipIf(!canRun)('A17 a huge command line is read in bounds and says that it was cut', async () => {
  reader = new Reader(forkReader(program));
  const hard = await startHardproc('hugecmdline', '64', 'full');
  try {
    const result = await reader.read(hard.pid, 'huge', 'cmdline', 4096);
    expect(result).toMatchObject({ kind: 'read', isCut: true });
    expect(result.kind === 'read' && result.bytes.length).toBe(4096);
  } finally {
    await hard.end();
  }
});

test.skipIf(!canRun)('a process that is gone is told as gone', async () => {
  reader = new Reader(forkReader(program));
  expect(await argumentsOf(4_194_300)).toBe('gone');
});

test.skipIf(!canRun)('a child that is killed from outside is replaced, and no order is lost', async () => {
  reader = new Reader(forkReader(program));
  expect(await argumentsOf(process.pid)).not.toBe('gone');
  const [child] = readOwnReaders();
  expect(child).toBeDefined();
  process.kill(child!, 'SIGKILL');
  await pause(50);
  expect(await argumentsOf(process.pid)).toBeInstanceOf(Array);
});

/** A child that answers every order but those for some pids, as blocked reads do not return; `let go` answers them after all. */
function blockingLauncher(isBlocked: (pid: number) => boolean, log: string[]): ((listener: ReaderChildListener) => ReaderChild) & { letGo(): void } {
  const stuck: (() => void)[] = [];
  const launch = (listener: ReaderChildListener): ReaderChild => {
    setTimeout(() => listener.onMessage({ kind: 'ready' }), 1);
    log.push('start');
    return {
      send: (order) => {
        const answer = (): void => listener.onMessage({ kind: 'read', id: order.id, bytes: new Uint8Array([65, 0]), isCut: false });
        if (isBlocked(order.pid)) stuck.push(answer);
        else setTimeout(answer, 1);
      },
      kill: () => log.push('kill'),
    };
  };
  return Object.assign(launch, { letGo: () => stuck.splice(0).forEach((answer) => answer()) });
}

test('D3 a read that does not return is given up after 200 ms, the others go on beside it', async () => {
  const log: string[] = [];
  reader = new Reader(blockingLauncher((pid) => pid === 13, log));
  const from = performance.now();
  const others = [11, 12, 14, 15].map((pid) => argumentsOf(pid));
  const blocked = argumentsOf(13);
  expect(await Promise.all(others)).toEqual([['A'], ['A'], ['A'], ['A']]);
  expect(performance.now() - from).toBeLessThan(150);
  expect(await blocked).toBe('blocked');
  // Not asked again while it hangs, and nobody else has to wait for it.
  expect(await argumentsOf(13)).toBe('blocked');
  expect(await argumentsOf(16)).toEqual(['A']);
  expect(log).toEqual(['start']);
});

test('D2 a process that lets go is told at once, and read again by the same child', async () => {
  const log: string[] = [];
  let isHeld = true;
  const launcher = blockingLauncher(() => isHeld, log);
  reader = new Reader(launcher);
  const released: string[] = [];
  reader.onReleased = (key) => released.push(key);
  expect(await argumentsOf(13)).toBe('blocked');
  expect(released).toEqual([]);
  isHeld = false;
  launcher.letGo();
  expect(released).toEqual(['13:1']);
  expect(await argumentsOf(13)).toEqual(['A']);
  expect(log).toEqual(['start']);
});

test('D3 a child in which too many reads hang is killed, and what is left goes to a new one', async () => {
  const log: string[] = [];
  reader = new Reader(blockingLauncher((pid) => pid < 100, log));
  const pids = Array.from({ length: 70 }, (_, i) => i + 2);
  const results = await Promise.all([...pids, 200].map((pid) => argumentsOf(pid)));
  expect(results).toEqual([...pids.map(() => 'blocked'), ['A']]);
  expect(log).toEqual(['start', 'kill']);
  // Broken off: nobody will tell when they let go, so they are left alone for a while.
  expect(await argumentsOf(2)).toBe('blocked');
  expect(await argumentsOf(201)).toEqual(['A']);
  expect(log).toEqual(['start', 'kill', 'start']);
});

test('D3 other files of a process that blocks are not tried one after another', async () => {
  const log: string[] = [];
  reader = new Reader(blockingLauncher((pid) => pid === 13, log));
  const from = performance.now();
  const kinds = await Promise.all((['cmdline', 'io', 'smaps_rollup', 'wchan'] as const).map(async (file) => (await reader.read(13, '13:1', file, 64)).kind));
  expect(kinds).toEqual(['blocked', 'blocked', 'blocked', 'blocked']);
  expect(performance.now() - from).toBeLessThan(350);
});

test('D3 closing ends the child at once and settles what waits', async () => {
  const log: string[] = [];
  reader = new Reader(blockingLauncher((pid) => pid === 13, log));
  const waiting = argumentsOf(13);
  await pause(20);
  reader.close();
  expect(await waiting).toBe('failed');
  expect(log.at(-1)).toBe('kill');
});

test('D7 a child that cannot be started is tried again', async () => {
  let tries = 0;
  reader = new Reader((listener) => {
    tries++;
    if (tries === 1) {
      setTimeout(() => listener.onExit(), 1);
      return { send: () => {}, kill: () => {} };
    }
    return blockingLauncher(() => false, [])(listener);
  });
  expect(await argumentsOf(11)).toEqual(['A']);
  expect(tries).toBe(2);
});

test.skipIf(!canRun)('the child ends when its host goes away', async () => {
  reader = new Reader(forkReader(program));
  const host = spawn(
    process.execPath,
    ['-e', `const c=require('child_process').fork(${JSON.stringify(program)},{serialization:'advanced'});console.log(c.pid);setTimeout(()=>{},60000)`],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const pid = Number(await new Promise<string>((resolve) => host.stdout.once('data', (bytes: Buffer) => resolve(bytes.toString()))));
  await pause(300);
  host.kill('SIGKILL');
  // A container without a reaping init keeps it as a zombie: that has ended too.
  const hasEnded = (): boolean => !existsSync(`/proc/${pid}`) || readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  for (let i = 0; i < 60 && !hasEnded(); i++) await pause(50);
  expect(hasEnded()).toBe(true);
});
