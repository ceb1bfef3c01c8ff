import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { createLinuxProvider, type LinuxProvider } from '../../../../../electron/engine/providers/linux/linuxProvider.ts';
import { Sampler } from '../../../../../electron/engine/sampler.ts';
import { FIELDS } from '../../../../../shared/fields/registry.ts';
import { changedValues } from '../../../../../shared/process/changeBlock.ts';
import { keyOf } from '../../../../../shared/process/identity.ts';
import type { Reading } from '../../../../../shared/process/row.ts';
import { type Hardproc, startHardproc, whyNoHardproc } from '../../../../fixtures/hardproc.ts';

const canRun = existsSync('/proc/self/stat') && whyNoHardproc() === '';
const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0)) await undo();
});

async function start(mode: string, ...args: string[]): Promise<Hardproc> {
  const hard = await startHardproc(mode, ...args);
  cleanUp.push(() => hard.end());
  return hard;
}

function open(descriptorBudget?: number): LinuxProvider {
  const provider = createLinuxProvider(descriptorBudget === undefined ? {} : { descriptorBudget });
  cleanUp.push(() => provider.close());
  return provider;
}

const find = (provider: LinuxProvider, pid: number): Reading | undefined => provider.sample(FIELDS).readings.find((reading) => reading.pid === pid);

/** Samples until the condition holds; undefined after the time. */
async function until(provider: LinuxProvider, pid: number, withinMs: number, holds: (reading: Reading | undefined) => boolean): Promise<number | null> {
  const from = performance.now();
  while (performance.now() - from < withinMs) {
    if (holds(find(provider, pid))) return performance.now() - from;
    await pause(250);
  }
  return null;
}

test.skipIf(!canRun)('an unchanged process keeps its reading, the same object', async () => {
  const { pid } = await start('sleep');
  const provider = open();
  find(provider, pid);
  await pause(50);
  const before = find(provider, pid);
  await pause(300);
  expect(find(provider, pid)).toBe(before);
});

test.skipIf(!canRun)('the gate sees a process stop, go on and end at the next sample', async () => {
  const { pid, end } = await start('sleep');
  const provider = open();
  find(provider, pid);
  find(provider, pid);
  process.kill(pid, 'SIGSTOP');
  await pause(50);
  expect(find(provider, pid)?.values['state']).toBe('T');
  process.kill(pid, 'SIGCONT');
  await pause(50);
  expect(find(provider, pid)?.values['state']).toBe('S');
  await end();
  expect(find(provider, pid)).toBeUndefined();
});

test.skipIf(!canRun)(
  'what changes from outside is seen within 5 s although the process does not run: nice',
  async () => {
    const { pid } = await start('sleep');
    const provider = open();
    find(provider, pid);
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
    expect(await until(provider, pid, 6_000, (reading) => reading?.values['nice'] === 10)).toBeLessThan(5_600);
  },
  10_000,
);

test.skipIf(!canRun)(
  'a thread beside the leader that runs is not hidden by the gate',
  async () => {
    // node: the leader waits while a worker spins.
    const child = spawn(
      process.execPath,
      ['-e', 'new (require("worker_threads").Worker)("const t=Date.now();while(Date.now()-t<8000);",{eval:true});setTimeout(()=>{},9000)'],
      { stdio: 'ignore' },
    );
    cleanUp.push(() => child.kill('SIGKILL'));
    await pause(700);
    const provider = open();
    const before = Number(find(provider, child.pid!)?.values['cpuTime']);
    // A busy machine gives it less than a core.
    let used = 0;
    for (const deadline = Date.now() + 6_000; used <= 150 && Date.now() < deadline; await pause(250))
      used = Number(find(provider, child.pid!)?.values['cpuTime']) - before;
    expect(used).toBeGreaterThan(150);
  },
  15_000,
);

test.skipIf(!canRun)('B6 the children of an exited process have their new parent at once', async () => {
  const middle = spawn('sh', ['-c', 'sleep 20 & echo $!; exec sleep 20'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const child = Number(await new Promise<string>((resolve) => middle.stdout.once('data', (bytes: Buffer) => resolve(bytes.toString()))));
  cleanUp.push(
    () => middle.kill('SIGKILL'),
    () => process.kill(child, 'SIGKILL'),
  );
  const provider = open();
  find(provider, child);
  expect(find(provider, child)?.values['ppid']).toBe(middle.pid);
  const gone = new Promise((resolve) => middle.once('exit', resolve));
  middle.kill('SIGKILL');
  await gone;
  expect(find(provider, child)?.values['ppid']).not.toBe(middle.pid);
});

test.skipIf(!canRun)('A19 exec of another program shows its name at the next sample', async () => {
  const child = spawn('sh', ['-c', 'read x; exec sleep 20'], { stdio: ['pipe', 'ignore', 'ignore'] });
  cleanUp.push(() => child.kill('SIGKILL'));
  await pause(100);
  const provider = open();
  const before = find(provider, child.pid!)!;
  expect(before.values['comm']).toBe('sh');
  child.stdin.write('\n');
  await pause(150);
  const after = find(provider, child.pid!)!;
  expect([after.values['comm'], after.startTime]).toEqual(['sleep', before.startTime]);
});

test.skipIf(!canRun)('D8 no more descriptors are held than the budget, and what does not fit is read all the same', async () => {
  const { pid } = await start('wide', '40');
  const provider = open(10);
  const first = provider.sample(FIELDS).readings.length;
  await pause(100);
  expect(Math.abs(provider.sample(FIELDS).readings.length - first)).toBeLessThan(10);
  expect(provider.files.open).toBeLessThanOrEqual(10);
  expect(find(provider, pid)?.values['comm']).toBe('hardproc');
});

test.skipIf(!canRun)(
  'the regression gate: at most 1.3 system calls per live process and sample at steady state',
  async () => {
    await start('wide', '400');
    const provider = open();
    provider.sample(FIELDS);
    await pause(1000);
    provider.sample(FIELDS);
    let processes = 0;
    const from = provider.files.calls;
    // One full round: every row is read anew once in it.
    for (let i = 0; i < 5; i++) {
      await pause(1000);
      processes += provider.sample(FIELDS).readings.length;
    }
    expect((provider.files.calls - from) / processes).toBeLessThanOrEqual(1.3);
  },
  20_000,
);

test.skipIf(!canRun)('descriptors do not leak when processes come and go', async () => {
  const provider = open();
  // Two a process; both counted after one sample, for others come and go meanwhile.
  const surplus = (): number => {
    const { readings } = provider.sample(FIELDS);
    return provider.files.open - readings.length * 2;
  };
  surplus();
  const before = surplus();
  for (let i = 0; i < 5; i++) {
    const hard = await startHardproc('wide', '50');
    provider.sample(FIELDS);
    await hard.end();
    await pause(50);
    provider.sample(FIELDS);
  }
  expect(Math.abs(surplus() - before)).toBeLessThan(20);
});

test.skipIf(!canRun)('a new process is found by its pid without a listing, and a new thread is not taken for one', async () => {
  const provider = open();
  provider.sample(FIELDS);
  provider.sample(FIELDS);
  const threads = await start('threads', '3');
  const calls = provider.files.calls;
  const { readings } = provider.sample(FIELDS);
  expect(readings.filter(({ pid }) => pid >= threads.pid && pid <= threads.pid + 3).map(({ pid }) => pid)).toEqual([threads.pid]);
  expect(provider.files.calls - calls).toBeLessThan(readings.length * 2 + 200);
});

test.skipIf(!canRun)(
  'a process that was long idle is seen to stop within two samples, and to run with a true rate',
  async () => {
    const child = spawn('sh', ['-c', 'read x; exec sh -c "while :; do :; done"'], { stdio: ['pipe', 'ignore', 'ignore'] });
    const { pid } = await start('sleep');
    cleanUp.push(() => child.kill('SIGKILL'));
    await pause(100);
    const provider = open();
    const sampler = new Sampler(provider, FIELDS);
    const rates: number[] = [];
    const states: unknown[] = [];
    const look = async (): Promise<void> => {
      const { changed } = await sampler.tick();
      for (const [key, values] of changedValues(changed, ['cpuPercent', 'state'])) {
        if (key.startsWith(`${child.pid}:`) && typeof values['cpuPercent'] === 'number') rates.push(values['cpuPercent']);
        if (key.startsWith(`${pid}:`) && values['state'] !== undefined) states.push(values['state']);
      }
      await pause(100);
    };
    for (let i = 0; i < 25; i++) await look();
    process.kill(pid, 'SIGSTOP');
    // It has to run to stop: a look before that would find nothing.
    while (!/\) T /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))) await pause(10);
    await look();
    await look();
    expect(states).toEqual(['T']);
    rates.length = 0;
    child.stdin.write('\n');
    for (let i = 0; i < 6; i++) await look();
    expect(Math.max(...rates)).toBeLessThan(125);
  },
  20_000,
);

/** Samples for half a minute of a clock that goes faster, so that what does not run sleeps. The clock then goes on as `pass` says. */
function fallAsleep(provider: LinuxProvider): { readonly pass: (ms: number) => void } {
  vi.useFakeTimers({ toFake: ['performance'] });
  cleanUp.push(() => vi.useRealTimers());
  const pass = (ms: number): void => void vi.advanceTimersByTime(ms);
  for (let i = 0; i < 35; i++) {
    provider.sample(FIELDS);
    pass(1_000);
  }
  return { pass };
}

/** Settles when /proc says so. */
async function untilState(pid: number, letter: string): Promise<void> {
  while (!readFileSync(`/proc/${pid}/stat`, 'latin1').includes(`) ${letter} `)) await pause(10);
}

test.skipIf(!canRun)('a process that slept for half a minute out of view is seen to stop within 5 s, and is awake from then on', async () => {
  const { pid } = await start('sleep');
  const provider = open();
  const { pass } = fallAsleep(provider);
  process.kill(pid, 'SIGSTOP');
  await untilState(pid, 'T');
  const states: unknown[] = [];
  for (let i = 0; i < 5; i++) {
    states.push(find(provider, pid)?.values['state']);
    pass(1_000);
  }
  expect(states.at(-1)).toBe('T');
  process.kill(pid, 'SIGCONT');
  await untilState(pid, 'S');
  expect(find(provider, pid)?.values['state']).toBe('S');
});

/** A provider that has descriptors for one a process, not for two. */
function openForOneEach(): LinuxProvider {
  const counter = createLinuxProvider();
  const { length } = counter.sample(FIELDS).readings;
  counter.close();
  return open(Math.floor(length * 1.5));
}

test.skipIf(!canRun)('without room for two descriptors each, who sleeps out of view is read by its stat line alone, and nothing of it is missed', async () => {
  const { pid, end } = await start('sleep');
  await start('wide', '200');
  const provider = openForOneEach();
  const { pass } = fallAsleep(provider);
  /** The value within a round of 5 s. */
  const withinRound = (field: string): unknown => {
    for (let i = 0; i < 5; i++) {
      pass(1_000);
      provider.sample(FIELDS);
    }
    return find(provider, pid)?.values[field];
  };
  expect(withinRound('state')).toBe('S');
  const from = provider.files.calls;
  let readings = 0;
  for (let i = 0; i < 5; i++) {
    pass(1_000);
    readings += provider.sample(FIELDS).readings.length;
  }
  expect((provider.files.calls - from) / readings).toBeLessThan(1);
  setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  expect(withinRound('nice')).toBe(10);
  process.kill(pid, 'SIGSTOP');
  await untilState(pid, 'T');
  expect(withinRound('state')).toBe('T');
  await end();
  expect(withinRound('state')).toBeUndefined();
});

const mayChangeOwner = canRun && process.geteuid?.() === 0 && existsSync('/usr/bin/perl');

test.skipIf(!mayChangeOwner)('nor is another owner that it gives itself', async () => {
  const child = spawn('/usr/bin/perl', ['-e', '$SIG{USR1} = sub { $< = 65534; $> = 65534; }; $| = 1; print "x"; sleep 30 while 1'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  cleanUp.push(() => child.kill('SIGKILL'));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const provider = openForOneEach();
  const { pass } = fallAsleep(provider);
  const uid = (): unknown => provider.sample(FIELDS).readings.find((reading) => reading.pid === child.pid)?.values['uid'];
  expect(uid()).toBe(0);
  child.kill('SIGUSR1');
  while (!/^Uid:\s+65534\s+65534/m.test(readFileSync(`/proc/${child.pid}/status`, 'latin1'))) await pause(10);
  for (let i = 0; i < 5; i++) {
    pass(1_000);
    uid();
  }
  expect(uid()).toBe(65_534);
});

test.skipIf(!canRun)('in view it is seen to stop, and to end, at the next sample', async () => {
  const { pid, end } = await start('sleep');
  const provider = open();
  const { pass } = fallAsleep(provider);
  const key = keyOf(find(provider, pid)!);
  const demand = new Map([[key, []]]);
  const look = (): unknown => {
    pass(1_000);
    return provider.sample(FIELDS, demand).readings.find((reading) => reading.pid === pid)?.values['state'];
  };
  expect(look()).toBe('S');
  process.kill(pid, 'SIGSTOP');
  await untilState(pid, 'T');
  expect(look()).toBe('T');
  await end();
  expect(look()).toBeUndefined();
});

test.skipIf(!canRun)(
  'a process that runs after half a minute of sleep has a true rate, over the time since it was looked at',
  async () => {
    const child = spawn('sh', ['-c', 'read x; while :; do :; done'], { stdio: ['pipe', 'ignore', 'ignore'] });
    cleanUp.push(() => child.kill('SIGKILL'));
    await pause(100);
    const provider = open();
    const sampler = new Sampler(provider, FIELDS);
    const { pass } = fallAsleep(provider);
    await sampler.tick();
    child.stdin.write('\n');
    const rates: number[] = [];
    let real = Number(process.hrtime.bigint() / 1_000_000n);
    for (let i = 0; i < 60 && rates.length < 3; i++) {
      await pause(300);
      const now = Number(process.hrtime.bigint() / 1_000_000n);
      pass(now - real);
      real = now;
      const { changed } = await sampler.tick();
      for (const [key, values] of changedValues(changed, ['cpuPercent']))
        if (key.startsWith(`${child.pid}:`) && typeof values['cpuPercent'] === 'number') rates.push(values['cpuPercent']);
    }
    expect(rates.length).toBeGreaterThan(0);
    expect(Math.max(...rates)).toBeLessThan(125);
  },
  30_000,
);

test.skipIf(!canRun)('while nobody looks fewer calls are made than there are processes; who comes back sees what changed from outside', async () => {
  const { pid } = await start('sleep');
  await start('wide', '300');
  const provider = open();
  const { pass } = fallAsleep(provider);
  provider.sample(FIELDS, undefined, false);
  pass(10_000);
  provider.sample(FIELDS, undefined, false);
  setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  pass(10_000);
  const from = provider.files.calls;
  const { readings } = provider.sample(FIELDS, undefined, false);
  expect(provider.files.calls - from).toBeLessThan(readings.length);
  pass(1_000);
  expect(find(provider, pid)?.values['nice']).toBe(10);
});
