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

/** A child that answers every order but those for one pid, as a blocked read does not return. */
function blockingLauncher(blockedPid: number, log: string[]): (listener: ReaderChildListener) => ReaderChild {
  return (listener) => {
    let isStuck = false;
    const waiting: (() => void)[] = [];
    setTimeout(() => listener.onMessage({ kind: 'ready' }), 1);
    log.push('start');
    return {
      send: (order) => {
        const answer = (): void => {
          if (isStuck) return void waiting.push(answer);
          if (order.pid === blockedPid) isStuck = true;
          else listener.onMessage({ kind: 'read', id: order.id, bytes: new Uint8Array([65, 0]), isCut: false });
        };
        setTimeout(answer, 1);
      },
      kill: () => log.push('kill'),
    };
  };
}

test('D3 a read that does not return is given up after 200 ms, the others go on in a new child', async () => {
  const log: string[] = [];
  reader = new Reader(blockingLauncher(13, log));
  const from = performance.now();
  const results = await Promise.all([11, 12, 13, 14, 15].map((pid) => argumentsOf(pid)));
  expect(results).toEqual([['A'], ['A'], 'blocked', ['A'], ['A']]);
  expect(performance.now() - from).toBeLessThan(500);
  // The first is kept: its read returns when the process lets go.
  expect(log).toEqual(['start', 'start']);
  // Not asked again for half a minute.
  expect(await argumentsOf(13)).toBe('blocked');
  expect(log).toHaveLength(2);
});

test('D2 a process that lets go is told at once, and its waiting child is ended', async () => {
  const log: string[] = [];
  const children: { listener: ReaderChildListener; orders: number[] }[] = [];
  reader = new Reader((listener) => {
    const child = { listener, orders: [] as number[] };
    children.push(child);
    setTimeout(() => listener.onMessage({ kind: 'ready' }), 1);
    return { send: (order) => child.orders.push(order.id), kill: () => log.push('kill') };
  });
  const released: string[] = [];
  reader.onReleased = (key) => released.push(key);
  expect(await argumentsOf(13)).toBe('blocked');
  expect([released, log]).toEqual([[], []]);
  children[0]!.listener.onMessage({ kind: 'read', id: children[0]!.orders[0]!, bytes: new Uint8Array(), isCut: false });
  expect([released, log]).toEqual([['13:1'], ['kill']]);
});

test('D3 of many blocked children two are kept, the others killed', async () => {
  const log: string[] = [];
  reader = new Reader((listener) => {
    setTimeout(() => listener.onMessage({ kind: 'ready' }), 1);
    return { send: () => {}, kill: () => log.push('kill') };
  });
  await Promise.all([11, 12, 13, 14].map((pid) => argumentsOf(pid)));
  expect(log).toEqual(['kill', 'kill']);
  reader.close();
  expect(log).toHaveLength(4);
});

test('D3 other files of a process that blocks are not tried one after another', async () => {
  const log: string[] = [];
  reader = new Reader(blockingLauncher(13, log));
  const from = performance.now();
  const kinds = await Promise.all((['cmdline', 'io', 'smaps_rollup', 'wchan'] as const).map(async (file) => (await reader.read(13, '13:1', file, 64)).kind));
  expect(kinds).toEqual(['blocked', 'blocked', 'blocked', 'blocked']);
  expect(performance.now() - from).toBeLessThan(350);
});

test('D3 closing ends the child at once and settles what waits', async () => {
  const log: string[] = [];
  reader = new Reader(blockingLauncher(13, log));
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
    return blockingLauncher(-1, [])(listener);
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
