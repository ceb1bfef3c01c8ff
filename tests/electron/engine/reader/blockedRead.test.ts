import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { freemem } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { forkReader } from '../../../../electron/engine/reader/readerChild.ts';
import { Reader } from '../../../../electron/engine/reader/reader.ts';
import { compileFixture } from '../../../fixtures/compileFixture.ts';
import { type Hardproc, startHardproc, whyNoHardproc } from '../../../fixtures/hardproc.ts';
import { isEngineBuilt, type LiveEngine, startLiveEngine } from '../../../fixtures/liveEngine.ts';
import { collectGarbage, readOwnReaders, readRss } from '../../../fixtures/ownProcesses.ts';
import { mountSlowFile, whyNoSlowFile } from '../../../fixtures/slowFile.ts';

const dist = join(import.meta.dirname, '../../../../dist/node');
const whyNoReader = whyNoHardproc() || (isEngineBuilt() ? '' : 'dist/node is not built');
const whyNoBlock = whyNoReader || whyNoSlowFile();
const BIG_MIB = 3_072;
const whyNoBigFork = whyNoReader || compileFixture('bigfork').reason || (freemem() > 2 * BIG_MIB * 2 ** 20 ? '' : 'bigfork needs 6 GB of free memory');
const INTERVAL_MS = 250;
/** Long enough that a late timer is a small part of it. */
const CALM_INTERVAL_MS = 500;
/** Longer than any of these tests: what is blocked stays so until its file system goes. */
const HOLD_S = 50;

const cleanUp: (() => unknown)[] = [];
// In their order: a process that holds its mmap_lock cannot end before its file system does.
afterEach(async () => {
  for (const undo of cleanUp.splice(0)) await undo();
});

async function start(mode: string, ...args: string[]): Promise<Hardproc> {
  const hard = await startHardproc(mode, ...args);
  cleanUp.push(() => hard.end());
  return hard;
}

async function open(interval = INTERVAL_MS): Promise<LiveEngine> {
  const live = await startLiveEngine(interval);
  cleanUp.push(async () => {
    await live.engine.close();
    expect(live.log).toEqual([]);
  });
  return live;
}

/** So many processes that hold their own mmap_lock: who asks for their command line waits until they are released. */
async function startBlocked(count: number): Promise<{ readonly pids: readonly number[]; release(): Promise<void> }> {
  const files = await Promise.all(Array.from({ length: count }, async () => mountSlowFile(HOLD_S)));
  const release = async (): Promise<void> => {
    for (const file of files.splice(0)) await file.unmount();
  };
  cleanUp.push(release);
  const hard = await Promise.all(files.map(async ({ path }) => start('mmaplock', path)));
  return { pids: hard.map(({ pid }) => pid), release };
}

/** How long samples are apart, in intervals that the engine says it keeps (a slow machine makes it keep longer ones): the middle of so many. */
async function usualGap(live: LiveEngine, count: number): Promise<number> {
  const gaps: number[] = [];
  while (gaps.length < count) {
    const [last, interval] = [live.sampledAt.at(-1)!, live.interval()];
    await vi.waitFor(() => expect(live.sampledAt.at(-1)).not.toBe(last), { timeout: 10_000, interval: 5 });
    gaps.push((live.sampledAt.at(-1)! - last) / interval);
  }
  return gaps.sort((a, b) => a - b)[count >> 1]!;
}

const reasons = (live: LiveEngine, pids: readonly number[]): unknown[] => pids.map((pid) => live.rowOf(pid)?.unknown?.args);
const all = (count: number, value: string): string[] => Array.from({ length: count }, () => value);

describe.skipIf(whyNoBlock !== '')(`D2 D3 processes that hold their own mmap_lock ${whyNoBlock}`, () => {
  test.each([1, 64])(
    '%i of them do not slow the samples, and the engine closes within 2 s and leaves no child',
    async (count) => {
      const live = await open(CALM_INTERVAL_MS);
      const { pids } = await startBlocked(count);
      expect(await usualGap(live, 8)).toBeLessThan(1.2);
      expect(pids.map((pid) => live.rowOf(pid)?.values.comm)).toEqual(all(count, 'hardproc'));
      const from = performance.now();
      await live.engine.close();
      expect(performance.now() - from).toBeLessThan(2_000);
      await vi.waitFor(() => expect(readOwnReaders()).toEqual([]), { timeout: 500, interval: 10 });
    },
    40_000,
  );

  test.each([1, 64])(
    '%i of them say so within 500 ms of being seen, and a process beside them has its command line',
    async (count) => {
      const live = await open();
      const { pids } = await startBlocked(count);
      const readable = spawn('sleep', ['25.5'], { stdio: 'ignore' });
      cleanUp.push(() => readable.kill('SIGKILL'));
      await vi.waitFor(() => expect([...pids, readable.pid!].filter((pid) => live.rowOf(pid) === undefined)).toEqual([]), { timeout: 5_000, interval: 5 });
      await vi.waitFor(
        () => {
          expect(reasons(live, pids)).toEqual(all(count, 'blocked'));
          expect(live.rowOf(readable.pid!)?.values.args).toEqual(['sleep', '25.5']);
        },
        { timeout: 500, interval: 5 },
      );
    },
    40_000,
  );

  test('heals: the command line comes within 2 s of the release', async () => {
    const live = await open();
    const { pids, release } = await startBlocked(4);
    await vi.waitFor(() => expect(reasons(live, pids)).toEqual(all(4, 'blocked')), { timeout: 5_000, interval: 10 });
    await release();
    await vi.waitFor(() => expect(pids.map((pid) => live.rowOf(pid)?.values.args?.[1])).toEqual(all(4, 'mmaplock')), { timeout: 2_000, interval: 10 });
    expect(reasons(live, pids)).toEqual(pids.map(() => undefined));
  }, 40_000);

  test.each([1, 64])(
    'the command line interface tells of %i of them and ends',
    async (count) => {
      const { pids } = await startBlocked(count);
      const from = performance.now();
      const { processes } = await runPs();
      // Two samples half a second apart, the program's start, and one deadline.
      expect(performance.now() - from).toBeLessThan(3_000);
      expect(pids.map((pid) => processes.find((one) => one.pid === pid)?.unknown['args'])).toEqual(all(count, 'blocked'));
      expect(processes.find((one) => one.pid === process.pid)?.args?.length).toBeGreaterThan(0);
    },
    40_000,
  );
});

async function runPs(): Promise<{ readonly processes: readonly { pid: number; args: string[] | null; unknown: Record<string, string> }[] }> {
  const child = spawn(process.execPath, [join(dist, 'procession.js'), 'ps', '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (bytes: Buffer) => (text += bytes.toString()));
  const status = await new Promise((settle) => child.once('close', settle));
  expect(status).toBe(0);
  return JSON.parse(text) as Awaited<ReturnType<typeof runPs>>;
}

test.skipIf(whyNoBigFork !== '')(
  `D4 a process of 3 GB that forks all the time is never taken for a blocked one ${whyNoBigFork}`,
  async () => {
    const big = spawn(compileFixture('bigfork').path!, [String(BIG_MIB), '6'], { stdio: ['ignore', 'pipe', 'ignore'] });
    const gone = new Promise((settle) => big.once('exit', settle));
    cleanUp.push(async () => {
      big.kill('SIGKILL');
      await gone;
    });
    await new Promise((settle) => big.stdout.once('data', settle));
    const reader = new Reader(forkReader(join(dist, 'reader.js')));
    cleanUp.push(() => reader.close());
    const kinds = new Map<string, number>();
    const waits: number[] = [];
    // Where forking 3 GB takes seconds, it goes on for long after its time.
    const until = performance.now() + 8_000;
    for (let i = 0; big.exitCode === null && i < 1_000 && performance.now() < until; i++) {
      const from = performance.now();
      const { kind } = await reader.read(big.pid!, `${big.pid}:${i}`, 'cmdline', 4_096);
      if (big.exitCode !== null) break;
      waits.push(performance.now() - from);
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    // It did hold its lock against us, or nothing was tried.
    expect(Math.max(...waits.slice(1))).toBeGreaterThan(5);
    expect([...kinds.keys()]).toEqual(['read']);
  },
  60_000,
);

test.skipIf(whyNoReader !== '')(
  `A17 command lines of 2 MiB to 1 GiB make neither the host nor its reader grow by 1 MB ${whyNoReader}`,
  async () => {
    const huge = await Promise.all(['2', '64', '1024'].map(async (mebibytes) => start('hugecmdline', mebibytes)));
    const reader = new Reader(forkReader(join(dist, 'reader.js')));
    cleanUp.push(() => reader.close());
    // Many at a time, as the engine asks.
    const readAll = async (pids: readonly number[], times: number): Promise<void> => {
      for (let i = 0; i < times; i++)
        await Promise.all(Array.from({ length: 60 }, (_, k) => reader.read(pids[k % pids.length]!, `${pids[k % pids.length]!}:1`, 'cmdline', 4_096)));
    };
    // Cut too, so that what is compared is the length alone.
    const usual = await start('sleep', 'x'.repeat(8_000));
    const rssOf = (): number[] => {
      collectGarbage();
      return [process.pid, ...readOwnReaders()].map(readRss);
    };
    const pids = huge.map(({ pid }) => pid);
    await readAll([usual.pid], 100);
    expect(rssOf()).toHaveLength(2);
    // When the reader collects its garbage is its own affair: what length costs shows each time.
    const growths: number[] = [];
    for (let round = 0; round < 7; round++) {
      const [before] = [rssOf(), await readAll(pids, 10)];
      growths.push(rssOf().reduce((sum, bytes, i) => sum + bytes - before[i]!, 0));
      await readAll([usual.pid], 10);
    }
    expect(growths.sort((a, b) => a - b)[3]).toBeLessThan(1_000_000);
    // And no read takes a part of their length for a moment.
    const [, peak] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${readOwnReaders()[0]}/status`, 'latin1'))!;
    expect(Number(peak) * 1_024).toBeLessThan(120_000_000);
    const { pid } = huge[2]!;
    expect(await reader.read(pid, `${pid}:1`, 'cmdline', 4_096)).toMatchObject({ kind: 'read', isCut: true });
  },
  40_000,
);
