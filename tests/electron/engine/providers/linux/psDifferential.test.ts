import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { splitArguments } from '../../../../../electron/engine/providers/linux/bytesToText.ts';
import { createLinuxProvider } from '../../../../../electron/engine/providers/linux/linuxProvider.ts';
import { forkReader } from '../../../../../electron/engine/reader/readerChild.ts';
import { Reader } from '../../../../../electron/engine/reader/reader.ts';
import { FIELDS } from '../../../../../shared/fields/registry.ts';
import { type FieldValue, valueOf } from '../../../../../shared/fields/field.ts';
import { type Hardproc, startHardproc, whyNoHardproc } from '../../../../fixtures/hardproc.ts';

/** ps is asked for these, in this order; the last may hold blanks. */
const PS_COLUMNS = 'pid,ppid,pgid,sid,tty:20,tpgid,stat,ni,pri,nlwp,euid,euser:40,rss,vsz,comm:64';
const readerProgram = join(import.meta.dirname, '../../../../../dist/node/reader.js');
const canRun = existsSync('/proc/self/stat') && whyNoHardproc() === '';

const STAT = FIELDS.find((field) => field.id === 'stat')!;

type Shown = Readonly<Record<string, string>>;

function readPs(): Map<number, Shown> {
  const names = ['pid', 'ppid', 'pgid', 'sid', 'tty', 'tpgid', 'stat', 'nice', 'priority', 'threads', 'uid', 'user', 'rss', 'vsz'];
  const lines = execFileSync('ps', ['-eo', PS_COLUMNS, '--no-headers'], { encoding: 'latin1', maxBuffer: 256 << 20 })
    .split('\n')
    .filter((line) => line !== '');
  const found = new Map<number, Shown>();
  for (const line of lines) {
    const words = line.trim().split(/\s+/);
    found.set(Number(words[0]), Object.fromEntries(names.map((name, i) => [name, words[i]!])));
  }
  return found;
}

/** Our values as ps would print them. */
function shownByUs(values: Readonly<Record<string, FieldValue>>, stat: string | null): Shown {
  const text = (id: string, none: string): string => String(values[id] ?? none);
  const kib = (id: string): string => String(Number(values[id] ?? 0) / 1024);
  return {
    pid: text('pid', '?'),
    ppid: text('ppid', '?'),
    pgid: text('pgid', '?'),
    sid: text('sid', '?'),
    tty: text('tty', '?'),
    tpgid: text('tpgid', '-1'),
    stat: stat ?? '?',
    nice: text('nice', '?'),
    priority: String(39 - Number(values['priority'])),
    threads: text('threads', '?'),
    uid: text('uid', '?'),
    user: text('user', '?'),
    rss: kib('rss'),
    vsz: kib('vsz'),
  };
}

/** B3: where tpgid is 0 (an outside terminal), ps marks everything as in the foreground; ours does not. */
function isExpectedDifference(name: string, ours: Shown, theirs: Shown): boolean {
  return name === 'stat' && theirs['tpgid'] === '0' && `${ours['stat']}+` === theirs['stat'];
}

/** Who looks is running while it looks, and waits while ps does. */
const isOwnState = (name: string, ours: Shown): boolean => name === 'stat' && ours['pid'] === String(process.pid);

/** ps prints the nice value of a real-time process as a dash. */
const isRealTime = (theirs: Shown): boolean => theirs['nice'] === '-';

let hard: Hardproc[] = [];
beforeAll(async () => {
  if (!canRun) return;
  process.env['HARDPROC_TTL'] = '90';
  const modes: string[][] = [
    ['comm', ') R 1 2'],
    ['comm', 'x) Z 1 (y'],
    ['comm', 'a\\nPPid:\\t1'],
    ['comm', '\\xff\\xfe\\xc3('],
    ['stopped'],
    ['traced'],
    ['dstate'],
    ['zombies', '1000'],
    ['zleader'],
    ['threads', '4'],
    ['nice', '7'],
    ['mlock'],
    // Real-time scheduling wants root; without it the priority column is held against ordinary processes alone.
    process.getuid?.() === 0 ? ['rt'] : ['sleep'],
    ['session'],
    ['nocmdline', 'kworker/u8:3'],
    ['sleep'],
    ['spin'],
    ['subreaper'],
    ['ignoreterm'],
    ['daemon'],
    ['chain', '30'],
    ['wide', '20'],
    ['title', 'postgres: writer   ', 'room', 'for', 'it'],
    ['argc0'],
    ['argv', '/bin/sleep', 'a b\\e[31m', '30'],
    ['argv', '/bin/sleep', '日本\\xff', '30'],
    ['argv', '/bin/sleep', '', '30'],
    ['comm', '日本\\xff'],
  ];
  hard = await Promise.all(modes.map(([mode, ...args]) => startHardproc(mode!, ...args)));
});
afterAll(async () => {
  await Promise.all(hard.map((one) => one.end()));
});

test.skipIf(!canRun)(
  'B1 every value equals that of ps, for every live process and every hard one',
  async () => {
    const provider = createLinuxProvider();
    // Values race with ps: a process must differ in the same field in every one of these rounds to count.
    let suspects: Set<string> | null = null;
    let details: string[] = [];
    let compared = 0;
    for (let round = 0; round < 12 && (suspects === null || suspects.size > 0); round++) {
      // What changes all the time, as the memory of a busy program, is compared only while it stands still.
      const before = sampleFresh();
      const sample = provider.sample(FIELDS);
      const theirs = readPs();
      const after = sampleFresh();
      const found = new Set<string>();
      details = [];
      compared = 0;
      for (const { pid, startTime, values } of sample.readings) {
        const other = theirs.get(pid);
        if (other === undefined) continue;
        compared++;
        const ours = shownByUs(values, valueOf(STAT, values, sample.clock) as string | null);
        const [was, is] = [before.get(`${pid}:${startTime}`), after.get(`${pid}:${startTime}`)];
        for (const name of Object.keys(ours)) {
          if (ours[name] === other[name] || isExpectedDifference(name, ours, other) || isOwnState(name, ours) || (name === 'nice' && isRealTime(other)))
            continue;
          if (was?.[name] !== is?.[name]) continue;
          const suspect = `${pid}:${startTime} ${name}`;
          if (suspects !== null && !suspects.has(suspect)) continue;
          found.add(suspect);
          details.push(`${suspect}: ours ${ours[name]}, ps ${other[name]}`);
        }
      }
      suspects = found;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    provider.close();
    expect(compared).toBeGreaterThan(hard.length);
    expect(details).toEqual([]);
  },
  30_000,
);

test.skipIf(!canRun)('the hard processes are read as what they are', () => {
  const provider = createLinuxProvider();
  const { readings, clock } = provider.sample(FIELDS);
  provider.close();
  const byPid = new Map(readings.map((reading) => [reading.pid, reading]));
  const of = (index: number): { comm: FieldValue; stat: FieldValue; ppid: FieldValue } => {
    const { values } = byPid.get(hard[index]!.pid)!;
    return { comm: values['comm']!, stat: valueOf(STAT, values, clock), ppid: values['ppid']! };
  };
  expect(of(0)).toEqual({ comm: ') R 1 2', stat: 'S', ppid: process.pid });
  expect(of(1)).toEqual({ comm: 'x) Z 1 (y', stat: 'S', ppid: process.pid });
  expect(of(2)).toEqual({ comm: 'a\nPPid:\t1', stat: 'S', ppid: process.pid });
  expect(of(3)).toEqual({ comm: '\udcff\udcfe\udcc3(', stat: 'S', ppid: process.pid });
  const statOfChild = (index: number, word: string): FieldValue => {
    const { values } = byPid.get(Number(hard[index]!.ready[word]))!;
    return valueOf(STAT, values, clock);
  };
  expect(statOfChild(4, 'child')).toBe('T');
  expect(statOfChild(5, 'child')).toBe('t');
  expect(of(6).stat).toBe('D');
  expect(statOfChild(7, 'last')).toBe('Z');
  expect(of(8).stat).toBe('Zl');
  expect(of(9).stat).toBe('Sl');
  expect(of(10).stat).toBe('SN');
  expect(of(11).stat).toBe('SL');
  expect(of(13).stat).toBe('Ss');
  const fake = byPid.get(hard[14]!.pid)!;
  expect(fake.values['isKernelThread'], 'A12 a user process that looks like a kernel thread').toBe(false);
  const zombie = byPid.get(Number(hard[7]!.ready['last']))!;
  expect([zombie.values['rss'], zombie.unknown?.['rss']], 'a zombie does not use 0 bytes').toEqual([null, 'zombie']);
});

/** What ps says of one column in the last place, by pid: it may hold blanks. */
function readPsColumn(column: string): Map<number, string> {
  const env = { ...process.env, LC_ALL: 'C.UTF-8', TZ: 'UTC' };
  const lines = execFileSync('ps', ['-ww', '-e', '-o', 'pid=', '-o', `${column}=`], { encoding: 'utf8', env }).split('\n');
  return new Map(lines.flatMap((line) => (line === '' ? [] : [[Number.parseInt(line, 10), line.replace(/^ *\d+ /, '')] as const])));
}

/** As ps prints bytes of strangers in a UTF-8 locale: what is no printable character is a question mark. */
const asPs = (text: string): string => text.replace(/[\p{Cc}\p{Cs}]/gu, '?');

/** Compares each live process a few times, and answers with what differed each time: what moves between two looks differs once. */
async function differing(compare: () => Map<string, string> | Promise<Map<string, string>>): Promise<string[]> {
  let found = await compare();
  for (let round = 0; round < 8 && found.size > 0; round++) {
    await pause(250);
    const again = await compare();
    found = new Map([...found].filter(([key]) => again.has(key)));
  }
  return [...found.values()];
}

test.skipIf(!canRun)('start times are those of ps, to its second', async () => {
  const provider = createLinuxProvider();
  const startedAt = FIELDS.find((field) => field.id === 'startedAt')!;
  const elapsed = FIELDS.find((field) => field.id === 'elapsed')!;
  let compared = 0;
  const wrong = await differing(() => {
    const { readings, clock } = provider.sample(FIELDS);
    const [starts, ages] = [readPsColumn('lstart'), readPsColumn('etimes')];
    const found = new Map<string, string>();
    for (const { pid, startTime, values } of readings) {
      const start = starts.get(pid);
      if (start === undefined) continue;
      compared++;
      const offBy = [
        Number(valueOf(startedAt, values, clock)) - Date.parse(`${start} UTC`),
        Number(valueOf(elapsed, values, clock)) - Number(ages.get(pid)) * 1_000,
      ];
      // ps adds what it has cut to seconds (the age) to what the kernel has cut (btime), and looks a little later than we do.
      if (offBy.some((ms) => Math.abs(ms) > 2_100)) found.set(`${pid}:${startTime}`, `${pid} is off by ${offBy.join(' and ')} ms`);
    }
    return found;
  });
  provider.close();
  expect(compared).toBeGreaterThan(1_000);
  expect(wrong).toEqual([]);
});

test.skipIf(!canRun)('A1 A4 A7 A9 names are those of the kernel byte for byte, and those of ps', async () => {
  const provider = createLinuxProvider();
  let compared = 0;
  const wrong = await differing(() => {
    const { readings } = provider.sample(FIELDS);
    const theirs = readPsColumn('comm');
    const found = new Map<string, string>();
    for (const { pid, startTime, values } of readings) {
      const ps = theirs.get(pid);
      if (ps === undefined) continue;
      compared++;
      const comm = String(values['comm']);
      const [kernel, own] = [readComm(pid), bytesOf(comm).toString('latin1')];
      if ((kernel !== null && kernel !== own) || asPs(comm).trimEnd() !== ps.replace(/ <defunct>$/, '').trimEnd())
        found.set(`${pid}:${startTime}`, JSON.stringify([own, kernel, ps]));
    }
    return found;
  });
  provider.close();
  expect(compared).toBeGreaterThan(1_000);
  expect(wrong).toEqual([]);
});

/** What is read by a provider that has never looked before, and so reads everything. */
function sampleFresh(): Map<string, Readonly<Record<string, FieldValue>>> {
  const provider = createLinuxProvider();
  const { readings, clock } = provider.sample(FIELDS);
  provider.close();
  return new Map(readings.map(({ pid, startTime, values }) => [`${pid}:${startTime}`, { ...values, stat: valueOf(STAT, values, clock) }] as const));
}

/** The bytes of a text of ours: a lone surrogate stands for the byte that was no UTF-8. */
function bytesOf(text: string): Buffer {
  return Buffer.concat(
    Array.from(text, (character) => {
      const code = character.codePointAt(0)!;
      return code >= 0xdc80 && code <= 0xdcff ? Buffer.from([code - 0xdc00]) : Buffer.from(character);
    }),
  );
}

/** /proc/PID/comm, as Latin-1; null when it is gone. */
function readComm(pid: number): string | null {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'latin1').slice(0, -1);
  } catch {
    return null;
  }
}

test.skipIf(!canRun || !existsSync(readerProgram))('A5 A7 A9 A13 A14 command lines are those of ps', async () => {
  const provider = createLinuxProvider();
  const reader = new Reader(forkReader(readerProgram));
  let compared = 0;
  const known = new Set(hard.map(({ pid }) => pid));
  const wrong = await differing(async () => {
    const before = readCommandLines();
    const theirs = readPsColumn('args');
    const found = new Map<string, string>();
    for (const { pid, startTime, values } of provider.sample(FIELDS).readings) {
      const ps = theirs.get(pid);
      const result = await reader.read(pid, String(pid), 'cmdline', 100_000);
      // What is longer than ps prints is A17's.
      if (ps === undefined || result.kind !== 'read' || result.isCut) continue;
      // Some programs write what they are doing there, again and again.
      if (before.get(pid) !== Buffer.from(result.bytes).toString('latin1')) continue;
      compared++;
      const shown = argumentsAsPs(values, splitArguments(result.bytes));
      const isSame = known.has(pid) ? shown.trimEnd() === ps.trimEnd() : asciiOf(shown) === asciiOf(ps);
      // A kernel thread is named by what it does at the moment.
      if (!isSame && values['isKernelThread'] !== true) found.set(`${pid}:${startTime}`, JSON.stringify([pid, shown, ps]).slice(0, 1_000));
    }
    return found;
  });
  reader.close();
  provider.close();
  expect(compared).toBeGreaterThan(1_000);
  expect(wrong).toEqual([]);
});

/** Of a stranger's text: which characters a ps can print depends on the age of its C library. */
const asciiOf = (text: string): string => text.replace(/[^\x21-\x7e]|\?/g, '');

/** /proc/PID/cmdline of everything, as Latin-1. */
function readCommandLines(): Map<number, string> {
  const found = new Map<number, string>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      found.set(Number(name), readFileSync(`/proc/${name}/cmdline`, 'latin1'));
    } catch {
      // It is gone.
    }
  }
  return found;
}

function argumentsAsPs(values: Readonly<Record<string, FieldValue>>, args: readonly string[]): string {
  const name = `[${asPs(String(values['comm']))}]`;
  if (values['state'] === 'Z') return `${name} <defunct>`;
  if (args.length === 0) return name;
  // One empty argument, and nothing else.
  return args.every((argument) => argument === '') ? '?' : asPs(args.join(' '));
}
