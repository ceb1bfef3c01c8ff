import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLinuxProvider } from '../../../../../electron/engine/providers/linux/linuxProvider.ts';
import { FIELDS } from '../../../../../shared/fields/registry.ts';
import { type FieldValue, valueOf } from '../../../../../shared/fields/field.ts';
import { type Hardproc, startHardproc, whyNoHardproc } from '../../../../fixtures/hardproc.ts';

/** ps is asked for these, in this order; the last may hold blanks. */
const PS_COLUMNS = 'pid,ppid,pgid,sid,tty:20,tpgid,stat,ni,pri,nlwp,euid,euser:40,rss,vsz,comm:64';
const canRun = existsSync('/proc/self/stat') && whyNoHardproc() === '';

type Shown = Readonly<Record<string, string>>;

function readPs(): Map<number, Shown> {
  const names = ['pid', 'ppid', 'pgid', 'sid', 'tty', 'tpgid', 'stat', 'nice', 'priority', 'threads', 'uid', 'user', 'rss', 'vsz'];
  const lines = execFileSync('ps', ['-eo', PS_COLUMNS, '--no-headers'], { encoding: 'latin1' })
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
  const modes: string[][] = [
    ['comm', ') R 1 2'],
    ['comm', 'x) Z 1 (y'],
    ['comm', 'a\\nPPid:\\t1'],
    ['comm', '\\xff\\xfe\\xc3('],
    ['stopped'],
    ['traced'],
    ['dstate'],
    ['zombies', '5'],
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
    const stat = FIELDS.find((field) => field.id === 'stat')!;
    // Values race with ps: a process must differ in the same field in every one of these rounds to count.
    let suspects: Set<string> | null = null;
    let details: string[] = [];
    let compared = 0;
    for (let round = 0; round < 12 && (suspects === null || suspects.size > 0); round++) {
      const sample = provider.sample(FIELDS);
      const theirs = readPs();
      const found = new Set<string>();
      details = [];
      compared = 0;
      for (const { pid, startTime, values } of sample.readings) {
        const other = theirs.get(pid);
        if (other === undefined) continue;
        compared++;
        const ours = shownByUs(values, valueOf(stat, values, sample.clock) as string | null);
        for (const name of Object.keys(ours)) {
          if (ours[name] === other[name] || isExpectedDifference(name, ours, other) || isOwnState(name, ours) || (name === 'nice' && isRealTime(other)))
            continue;
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
  const stat = FIELDS.find((field) => field.id === 'stat')!;
  const byPid = new Map(readings.map((reading) => [reading.pid, reading]));
  const of = (index: number): { comm: FieldValue; stat: FieldValue; ppid: FieldValue } => {
    const { values } = byPid.get(hard[index]!.pid)!;
    return { comm: values['comm']!, stat: valueOf(stat, values, clock), ppid: values['ppid']! };
  };
  expect(of(0)).toEqual({ comm: ') R 1 2', stat: 'S', ppid: process.pid });
  expect(of(1)).toEqual({ comm: 'x) Z 1 (y', stat: 'S', ppid: process.pid });
  expect(of(2)).toEqual({ comm: 'a\nPPid:\t1', stat: 'S', ppid: process.pid });
  expect(of(3)).toEqual({ comm: '\udcff\udcfe\udcc3(', stat: 'S', ppid: process.pid });
  const statOfChild = (index: number, word: string): FieldValue => {
    const { values } = byPid.get(Number(hard[index]!.ready[word]))!;
    return valueOf(stat, values, clock);
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
