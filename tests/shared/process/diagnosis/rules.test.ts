import { expect, test } from 'vitest';
import type { FieldValue } from '../../../../shared/fields/field.ts';
import { FIELDS } from '../../../../shared/fields/registry.ts';
import { packChanges } from '../../../../shared/process/changeBlock.ts';
import { Diagnosis, RULES } from '../../../../shared/process/diagnosis/diagnosis.ts';
import type { ProcessFacts } from '../../../../shared/process/diagnosis/facts.ts';
import type { Finding } from '../../../../shared/process/diagnosis/finding.ts';
import { Lineage } from '../../../../shared/process/lineage.ts';
import type { Row } from '../../../../shared/process/row.ts';
import { packRows, ProcessTable } from '../../../../shared/process/snapshot.ts';
import type { SystemLine } from '../../../../shared/system/systemLine.ts';
import { makeRow } from '../rowFixture.ts';

type Values = Readonly<Record<string, FieldValue>>;
const ids = FIELDS.map(({ id }) => id);
const BOOTED_AT = 1_000_000;
const NO_FACTS: ProcessFacts = {
  masks: null,
  tracer: null,
  innerPids: null,
  exitStatus: null,
  policy: null,
  rtPriority: null,
  openFiles: null,
  openFilesLimit: null,
  processesLimit: null,
  oomScore: null,
  voluntarySwitches: null,
  involuntarySwitches: null,
  controlGroups: null,
  wchan: null,
  waitsOn: null,
  program: null,
};

/** A table over time: each step is a sample so many ms after the last, with all that lives. */
class Course {
  readonly #diagnosis = new Diagnosis(ids);
  readonly #lineage = new Lineage();
  readonly #table = new ProcessTable();
  #now = 0;
  facts: (row: Row) => Partial<ProcessFacts> | null = () => null;
  system: Partial<SystemLine> | null = null;

  step(ms: number, living: readonly Row[]): Finding[] {
    this.#now += ms;
    const clock = { takenAt: BOOTED_AT + this.#now, bootedAt: BOOTED_AT, msPerStartUnit: 10 };
    const before = new Map(this.#table.rows);
    const now = new Map(living.map((row) => [row.key, row]));
    const gone = [...before.values()].filter(({ key }) => !now.has(key));
    const delta = {
      seq: this.#table.seq + 1,
      clock,
      added: packRows(
        living.filter(({ key }) => !before.has(key)),
        ids,
      ),
      changed: packChanges(living.filter((row) => before.has(row.key) && before.get(row.key) !== row).map(({ key, values }) => [key, { values }] as const)),
      gone: gone.map(({ key }) => key),
    };
    if (this.#table.seq < 0) this.#table.load({ seq: delta.seq, clock, rows: delta.added });
    else this.#table.apply(delta);
    this.#lineage.apply(delta);
    this.#diagnosis.take(delta, gone, this.#table.rows, this.#lineage);
    return this.#diagnosis.look({
      rows: this.#table.rows,
      lineage: this.#lineage,
      system: this.system as SystemLine | null,
      numberOf: (signal) => ({ SIGCHLD: 17, SIGTERM: 15 })[signal as 'SIGCHLD'] ?? null,
      rowOf: (pid) => [...this.#table.rows.values()].find(({ id }) => id.pid === pid) ?? null,
      readFacts: (row) => {
        const known = this.facts(row);
        return known === null ? null : { ...NO_FACTS, ...known };
      },
    });
  }
}

const row = (pid: number, ppid: number, values: Values = {}): Row =>
  makeRow(pid, ppid, {
    startTime: pid,
    comm: `p${pid}`,
    state: 'S',
    threads: 1,
    sid: 1,
    pgid: 1,
    tty: null,
    isKernelThread: false,
    rss: 2 ** 24,
    cpuPercent: 0,
    uid: 0,
    ...values,
  });
const init = row(1, 0, { comm: 'init' });
const mask = (signal: number): bigint => 1n << BigInt(signal - 1);
const masks = (ignored: bigint, caught: bigint): ProcessFacts['masks'] => ({ ignored, caught, blocked: 0n, pending: 0n });
const zombieOf = (parent: Row): Row => row(90, parent.id.pid, { state: 'Z' });
const explained = (findings: readonly Finding[], rule: string): string =>
  findings
    .filter((one) => one.rule === rule)
    .flatMap(({ explanation }) => explanation.map(({ en }) => en))
    .join(' ');
const remedies = (finding: Finding): string[] =>
  finding.remedies.map((remedy) => (remedy.kind === 'signal' ? `${remedy.signal} ${remedy.target.pid}` : 'advice'));

test.each<[string, Values, Partial<ProcessFacts> | null, string, string[]]>([
  ['ignores SIGCHLD', {}, { masks: masks(mask(17), 0n) }, 'p50 (50) ignores SIGCHLD', ['advice', 'SIGCHLD 50', 'SIGTERM 50']],
  ['does not catch SIGCHLD', {}, { masks: masks(0n, 0n) }, 'does not catch SIGCHLD', ['advice', 'SIGCHLD 50', 'SIGTERM 50']],
  ['is stopped', { state: 'T' }, { masks: masks(0n, 0n) }, 'is stopped, so it waits for nobody', ['advice', 'SIGCONT 50', 'SIGCHLD 50', 'SIGTERM 50']],
  ['is in D', { state: 'D' }, { masks: masks(0n, 0n) }, 'is in uninterruptible sleep', ['advice', 'SIGCHLD 50', 'SIGTERM 50']],
  ['is pid 1 of a container', {}, { innerPids: [50, 1], masks: masks(0n, 0n) }, 'is pid 1 of a container', ['advice', 'SIGCHLD 50', 'SIGTERM 50', 'advice']],
  ['is busy', { state: 'R' }, { masks: masks(0n, mask(17)) }, 'catches SIGCHLD but is busy', ['advice', 'SIGCHLD 50', 'SIGTERM 50']],
  ['cannot be read', {}, null, 'What p50 (50) makes of SIGCHLD cannot be read', ['advice', 'SIGCHLD 50', 'SIGTERM 50']],
])('B4 a zombie whose parent %s', (_, values, facts, reason, expected) => {
  const course = new Course();
  course.facts = () => facts;
  const parent = row(50, 1, values);
  course.step(1_000, [init, parent]);
  const table = [init, parent, zombieOf(parent)];
  expect(course.step(1_000, table).filter((one) => one.rule === 'zombie')).toEqual([]);
  course.step(1_000, table);
  const findings = course.step(1_000, table);
  const zombie = findings.find((one) => one.rule === 'zombie')!;
  expect(explained(findings, 'zombie')).toContain(reason);
  expect(remedies(zombie)).toEqual(expected);
  expect(zombie.since).toBe(BOOTED_AT + 2_000);
  course.step(1_000, [init, parent]);
  expect(course.step(1_000, [init, parent]).filter((one) => one.rule === 'zombie')).toEqual([]);
});

test('B4 zombies of one parent are one finding, that says how fast they become more', () => {
  const course = new Course();
  const parent = row(50, 1);
  const zombies = (count: number): Row[] => Array.from({ length: count }, (_, i) => row(100 + i, 50, { state: 'Z' }));
  let findings: Finding[] = [];
  for (let second = 0; second < 40; second++) findings = course.step(1_000, [init, parent, ...zombies(second)]);
  const zombie = findings.find((one) => one.rule === 'zombie')!;
  expect([zombie.process.pid, zombie.severity]).toEqual([50, 'warning']);
  expect(zombie.count).toBeGreaterThan(30);
  expect(zombie.facts.find(({ label }) => label.en === 'Growth')!.value.en).toBe('+60 a minute');
  for (let second = 40; second < 60; second++) findings = course.step(1_000, [init, parent, ...zombies(second)]);
  expect(findings.find((one) => one.rule === 'zombie')!.severity).toBe('problem');
});

test('B5 Z with live threads is a leader that exited, and no zombie', () => {
  const course = new Course();
  const one = row(50, 1, { state: 'Z', threads: 3 });
  course.step(1_000, [init, one]);
  expect(course.step(1_000, [init, one]).map(({ rule }) => rule)).toEqual(['leaderExited']);
});

test.each([
  ['without a break', () => '7 7', ['stuck']],
  ['with breaks between the looks, as its switches tell', (second: number) => `7 ${second}`, []],
])('B2 in D for more than 5 s %s', (_, switches, expected) => {
  const course = new Course();
  let second = 0;
  course.facts = () => {
    const [voluntary, forced] = switches(second).split(' ').map(Number);
    return {
      voluntarySwitches: voluntary!,
      involuntarySwitches: forced!,
      wchan: 'request_wait_answer',
      waitsOn: { path: '/mnt/x', fileSystem: { type: 'fuse', source: 'slow', mountPoint: '/mnt' } },
    };
  };
  const one = row(50, 1, { state: 'D' });
  course.step(1_000, [init]);
  let findings: Finding[] = [];
  for (; second < 8; second++) findings = course.step(1_000, [init, one]);
  expect(findings.map(({ rule }) => rule)).toEqual(expected);
  if (expected.length === 0) return;
  expect(explained(findings, 'stuck')).toContain('file system in user space (FUSE)');
  expect(findings[0]!.facts[0]!.value.en).toBe('/mnt/x — fuse, slow, /mnt');
});

test('a kernel thread that rests in D, and one that is not readable, are told apart', () => {
  const course = new Course();
  const table = [init, row(40, 2, { state: 'D', isKernelThread: true }), row(50, 1, { state: 'D' })];
  let findings: Finding[] = [];
  for (let second = 0; second < 9; second++) findings = course.step(1_000, table);
  expect(findings.map(({ process }) => process.pid)).toEqual([50]);
  expect(explained(findings, 'stuck')).toContain('cannot be read');
});

test.each([
  ['bash', 'from its shell bash (50) (fg, bg)'],
  ['make', 'No shell is its parent'],
])('stopped under %s', (comm, text) => {
  const course = new Course();
  const table = [init, row(50, 1, { comm }), row(51, 50, { state: 'T' })];
  course.step(1_000, table);
  const findings = course.step(1_000, table);
  expect(explained(findings, 'stopped')).toContain(text);
  expect(remedies(findings[0]!)).toEqual(['SIGCONT 51']);
});

test.each([
  [60, 'p60 (60) traces it'],
  [null, 'Who traces it cannot be read'],
])('B9 traced by %s', (tracer, text) => {
  const course = new Course();
  course.facts = () => ({ tracer });
  const table = [init, row(50, 1, { state: 't' }), row(60, 1)];
  course.step(1_000, table);
  expect(explained(course.step(1_000, table), 'traced')).toContain(text);
});

test('a core taken for a minute is a runaway; one rest in between begins it anew', () => {
  const course = new Course();
  const [busy, calm] = [row(50, 1, { cpuPercent: 99 }), row(50, 1, { cpuPercent: 10 })];
  let findings: Finding[] = [];
  for (let second = 0; second < 50; second++) findings = course.step(1_000, [init, busy]);
  course.step(1_000, [init, calm]);
  for (let second = 0; second < 50; second++) findings = course.step(1_000, [init, busy]);
  expect(findings).toEqual([]);
  for (let second = 0; second < 15; second++) findings = course.step(1_000, [init, busy]);
  expect(findings.map(({ rule }) => rule)).toEqual(['runaway']);
});

test.each<[string, Row, Row[], string, string[]]>([
  ['forked twice', row(52, 1, { sid: 51, pgid: 51 }), [], 'runs on its own as a daemon', ['advice', 'SIGTERM 52']],
  ['job of a closed shell', row(52, 1, { sid: 50, pgid: 52, tty: null }), [], 'is left of a session that was closed', ['advice', 'SIGHUP 52', 'SIGTERM 52']],
  ['leader lives', row(52, 1, { sid: 50, pgid: 52 }), [row(50, 1, { sid: 50, pgid: 50 })], 'is an orphan', ['advice', 'SIGTERM 52']],
])('B6 an orphan, inferred: %s', (_, one, others, title, expected) => {
  const course = new Course();
  const table = [row(1, 0, { sid: 1 }), one, ...others];
  course.step(1_000, table);
  const findings = course.step(1_000, table).filter(({ process }) => process.pid === 52);
  expect(findings.map((finding) => finding.title.en)).toEqual([expect.stringContaining(title)]);
  expect(explained(findings, 'orphan')).toContain('Inferred');
  expect(remedies(findings[0]!)).toEqual(expected);
});

test('B6 an orphan that was seen names the dead parent and who adopted it', () => {
  const course = new Course();
  const [parent, child] = [row(50, 1), row(51, 50)];
  course.step(1_000, [init, parent, child]);
  course.step(1_000, [init, row(51, 1)]);
  const findings = course.step(1_000, [init, row(51, 1)]);
  expect(explained(findings, 'orphan')).toContain('Its parent p50 (50) has ended; init (1) adopted it');
});

test('B6 an orphan of a session from outside of our PID namespace is one where it was seen, and not inferred', () => {
  const course = new Course();
  course.step(1_000, [init, row(50, 1, { sid: 0 }), row(51, 50, { sid: 0 }), row(52, 1, { sid: 0 })]);
  const table = [init, row(51, 1, { sid: 0 }), row(52, 1, { sid: 0 })];
  course.step(1_000, table);
  expect(course.step(1_000, table).map(({ title }) => title.en)).toEqual([expect.stringContaining('p51 (51) is an orphan')]);
});

test('who leads its session, and a child in the session of its parent, are no orphans', () => {
  const course = new Course();
  const table = [init, row(50, 1, { sid: 50, pgid: 50 }), row(51, 50, { sid: 50, pgid: 51 })];
  course.step(1_000, table);
  expect(course.step(1_000, table)).toEqual([]);
});

test('B7 a parent that is younger than its child is refused', () => {
  const course = new Course();
  const table = [init, row(50, 60, { sid: 50 }), row(60, 1, { sid: 60 })];
  course.step(1_000, table);
  expect(course.step(1_000, table).map(({ rule, process }) => [rule, process.pid])).toEqual([['reusedParent', 50]]);
});

test.each([
  ['supervise', 'warning'],
  ['bash', 'note'],
])('the same command again and again under %s is a restart loop', (comm, severity) => {
  const course = new Course();
  const parent = row(50, 1, { comm });
  let findings: Finding[] = [];
  course.step(1_000, [init, parent, row(100, 50, { comm: 'worker' })]);
  for (let i = 1; i <= 6; i++) {
    course.step(1_000, [init, parent]);
    findings = course.step(1_000, [init, parent, row(100 + i, 50, { comm: 'worker' })]);
  }
  expect(findings.map((one) => [one.rule, one.severity, one.process.pid])).toEqual([['restartLoop', severity, 50]]);
  for (let i = 0; i < 70; i++) findings = course.step(1_000, [init, parent, row(106, 50, { comm: 'worker' })]);
  expect(findings).toEqual([]);
});

test('commands that differ, or run side by side, are no restart loop', () => {
  const course = new Course();
  const parent = row(50, 1);
  let findings: Finding[] = [];
  for (let i = 0; i < 20; i++)
    findings = course.step(1_000, [
      init,
      parent,
      row(100 + i, 50, { comm: `step${i}` }),
      ...Array.from({ length: i }, (_, k) => row(200 + k, 50, { comm: 'worker' })),
    ]);
  expect(findings).toEqual([]);
});

test.each([
  ['as the kernel counts', 400, 1],
  ['as far as they are seen', 0, 60],
])('a fork storm, %s', (_, perSecond, seen) => {
  const course = new Course();
  course.system = { forks: { perSecond, unseen: 0 } };
  const parent = row(50, 1);
  let [findings, next]: [Finding[], number] = [[], 100];
  const storm = (): Finding[] => course.step(1_000, [init, parent, ...Array.from({ length: seen }, () => row(next++, 50, { comm: `c${next}` }))]);
  for (let second = 0; second < 5; second++) findings = storm();
  expect(findings.filter(({ rule }) => rule === 'forkStorm')).toEqual([]);
  for (let second = 0; second < 8; second++) findings = storm();
  expect(findings.filter(({ rule }) => rule === 'forkStorm').map(({ process }) => process.pid)).toEqual([50]);
});

test('memory that is larger at each look for five minutes grows; what levels off does not', () => {
  const course = new Course();
  const mebibyte = 2 ** 20;
  let [size, findings]: [number, Finding[]] = [200 * mebibyte, []];
  const grow = (minutes: number, by: number): void => {
    for (let second = 0; second < minutes * 60; second += 5) {
      size += by;
      findings = course.step(5_000, [init, row(50, 1, { rss: size }), row(51, 1, { rss: 300 * mebibyte })]);
    }
  };
  grow(4, mebibyte);
  expect(findings).toEqual([]);
  grow(2, mebibyte);
  expect(findings.map(({ rule, process }) => [rule, process.pid])).toEqual([['growingMemory', 50]]);
  grow(1, 0);
  expect(findings).toEqual([]);
});

test('who is near its limit of descriptors, and its user near that of processes', () => {
  const course = new Course();
  const greedy = row(50, 1, { uid: 7, user: 'ann', threads: 950 });
  course.facts = ({ id }) => (id.pid === 50 ? { openFiles: 960, openFilesLimit: 1_024, processesLimit: 1_000 } : { openFiles: 10 });
  course.step(1_000, [init, greedy]);
  const findings = course.step(1_000, [init, greedy]);
  expect(findings.map(({ id }) => id)).toEqual(['nearLimit files 50:50', 'nearLimit processes 7']);
  expect(explained(findings, 'nearLimit')).toContain('960 of 1024 are open');
  course.facts = () => ({ openFiles: 10 });
  for (let look = 0; look < 12; look++) course.step(1_000, [init, greedy]);
  expect(course.step(1_000, [init, greedy])).toEqual([]);
});

test('when memory is short it is told whom the kernel would end first', () => {
  const course = new Course();
  course.system = { memory: { total: 1_000, available: 50, cached: 0 } };
  course.facts = ({ id }) => ({ oomScore: id.pid === 50 ? 900 : 20 });
  const table = [init, row(50, 1, { rss: 400, sid: 50 }), row(51, 1, { rss: 500, sid: 51 })];
  course.step(1_000, table);
  expect(course.step(1_000, table).map(({ id }) => id)).toEqual(['nearLimit memory 50:50']);
});

test('a finding shows after two looks, and goes when two in a row do not find it: it never blinks', () => {
  const course = new Course();
  const [stopped, runs] = [row(50, 1, { state: 'T' }), row(50, 1, { state: 'S' })];
  course.step(1_000, [init, runs]);
  expect(course.step(1_000, [init, stopped])).toEqual([]);
  expect(course.step(1_000, [init, stopped])).toHaveLength(1);
  expect(course.step(1_000, [init, runs])).toHaveLength(1);
  expect(course.step(1_000, [init, runs])).toEqual([]);
});

test('each rule has a test here, and its texts in both languages', () => {
  expect(RULES.map(({ name }) => name).sort()).toEqual(['leaderExited', 'orphan', 'reusedParent', 'runaway', 'stopped', 'stuck', 'traced', 'zombie']);
});
