import { expect, test } from 'vitest';
import type { FieldValue } from '../../../../shared/fields/field.ts';
import type { ProcessFacts } from '../../../../shared/process/diagnosis/facts.ts';
import { explain } from '../../../../shared/process/explain/explain.ts';
import type { SectionId } from '../../../../shared/process/explain/explanation.ts';
import { toMarkdown } from '../../../../shared/process/explain/markdown.ts';
import { type Around, subjectOf } from '../../../../shared/process/explain/subject.ts';
import { Lineage } from '../../../../shared/process/lineage.ts';
import type { Row } from '../../../../shared/process/row.ts';
import { makeRow } from '../rowFixture.ts';

type Values = Readonly<Record<string, FieldValue>>;

const row = (pid: number, ppid: number, values: Values = {}): Row =>
  makeRow(pid, ppid, {
    startTime: pid,
    comm: `p${pid}`,
    state: 'S',
    threads: 1,
    nice: 0,
    sid: pid,
    pgid: pid,
    tpgid: -1,
    tty: null,
    isKernelThread: false,
    lockedMemory: 0,
    user: 'ann',
    uid: 7,
    ...values,
  });

const FACTS: ProcessFacts = {
  masks: { ignored: 0n, caught: 0n, blocked: 0n, pending: 0n },
  tracer: 0,
  innerPids: [52],
  exitStatus: null,
  policy: 'OTHER',
  rtPriority: 0,
  openFiles: null,
  openFilesLimit: null,
  processesLimit: null,
  oomScore: null,
  voluntarySwitches: 900,
  involuntarySwitches: 100,
  controlGroups: '0::/\n',
  wchan: 'do_epoll_wait',
  waitsOn: null,
  program: '/usr/bin/thing',
};
const TERM = 1n << 14n;

interface Given {
  readonly values?: Values;
  readonly others?: readonly Row[];
  readonly facts?: Partial<ProcessFacts> | null;
  readonly around?: Partial<Around>;
}

/** What the explanation of pid 52 says in one section, in English. */
function said(section: SectionId, { values = {}, others = [row(1, 0, { comm: 'systemd' })], facts = {}, around = {} }: Given): string {
  const one = row(52, 1, values);
  const { sections } = explain(
    subjectOf(one, {
      rows: [...others, one],
      clock: { takenAt: 3_600_520, bootedAt: 0, msPerStartUnit: 10 },
      lineage: new Lineage(),
      facts: facts === null ? null : { ...FACTS, ...facts },
      hasTimer: null,
      findings: [],
      ours: [],
      numberOf: (signal) => (signal === 'SIGTERM' ? 15 : null),
      ...around,
    }),
  );
  return (sections.find(({ id }) => id === section)?.sentences ?? []).map(({ en }) => en).join(' ');
}

const init = row(1, 0, { comm: 'systemd' });
const chain = (...names: readonly string[]): Row[] => [init, ...names.map((comm, i) => row(10 + i, i === 0 ? 1 : 9 + i, { comm }))];

test.each<[SectionId, string, Given, string]>([
  ['what', 'a process of its user', {}, 'A process of ann. It runs /usr/bin/thing. It was started 1 h ago. It has one thread.'],
  ['what', 'a program in memory', { facts: { program: '/memfd:sealed (deleted)' } }, 'written into memory (memfd sealed)'],
  ['what', 'a program that was replaced', { facts: { program: '/usr/bin/thing (deleted)' } }, 'was removed or replaced'],
  ['what', 'a kernel thread', { values: { isKernelThread: true } }, 'A thread of the kernel'],
  ['what', 'a thread group', { values: { threads: 9 } }, 'a group of 9 threads'],
  [
    'origin',
    'a terminal and its shell',
    { values: { ppid: 11, sid: 11, tty: 'pts/3' }, others: chain('gnome-terminal-', 'bash') },
    'bash (11) is its parent. It came through: bash (11), a shell; gnome-terminal- (10), a terminal; systemd (1), the service manager.',
  ],
  [
    'origin',
    'its terminal',
    { values: { ppid: 11, sid: 11, tty: 'pts/3' }, others: chain('sshd', 'bash') },
    'It belongs to the terminal pts/3, in the session of bash (11).',
  ],
  ['origin', 'an npm script', { values: { ppid: 11 }, others: chain('npm run build', 'sh') }, 'npm run build (10), a script of a package manager'],
  ['origin', 'cron', { values: { ppid: 11 }, others: chain('cron', 'cron') }, 'cron (10), a timetable'],
  [
    'origin',
    'a systemd unit and its timer',
    { facts: { controlGroups: '0::/system.slice/backup.service\n' }, around: { hasTimer: true } },
    'It belongs to the systemd unit backup.service. A timer of the same name starts that unit.',
  ],
  [
    'origin',
    'a desktop launcher',
    { facts: { controlGroups: '0::/user.slice/user-7.slice/user@7.service/app.slice/app-gnome-firefox-812.scope\n' } },
    'The desktop started it as an application (firefox, unit app-gnome-firefox-812.scope).',
  ],
  ['origin', 'a login', { facts: { controlGroups: '0::/user.slice/user-7.slice/session-3.scope\n' } }, 'It belongs to a login (unit session-3.scope).'],
  [
    'origin',
    'a container',
    { facts: { controlGroups: `0::/system.slice/docker-${'ab'.repeat(32)}.scope\n`, innerPids: [52, 1] } },
    'It runs in the container abababababab. Inside its PID namespace it has the pid 1.',
  ],
  ['origin', 'a session whose leader is gone', { values: { ppid: 1, sid: 40, pgid: 52 } }, 'but (inferred from its session 40) not the one that started it'],
  ['origin', 'a parent that cannot be seen', { values: { ppid: 999 } }, 'Its parent cannot be seen from here'],
  ['letters', 'the foreground', { values: { tty: 'pts/3', tpgid: 52 } }, '+: in the foreground. In the foreground of pts/3: Ctrl-C there reaches it.'],
  ['letters', 'a nice value', { values: { nice: 7 } }, 'N: nice. Its nice value is 7: it gives way to others.'],
  ['letters', 'locked memory', { values: { lockedMemory: 2 ** 20 } }, '1.0 MiB of its memory are locked in RAM'],
  ['letters', 'a session leader', { values: { tty: 'pts/3' }, others: [init, row(60, 52, { sid: 52 })] }, 'It leads the session of 2 on pts/3'],
  [
    'state',
    'what it waits for',
    {},
    'In the words of text books it is blocked (waiting). It waits for an event on one of many descriptors (epoll) (do_epoll_wait).',
  ],
  ['state', 'a wait that cannot be read', { facts: { wchan: null } }, 'What it waits for cannot be read here.'],
  ['state', 'a wait that is new to us', { facts: { wchan: 'frobnicate' } }, 'It waits in frobnicate of the kernel.'],
  ['state', 'running', { values: { state: 'R' } }, 'ready or running.'],
  [
    'scheduling',
    'waits',
    {},
    'Policy OTHER, shared fairly with the others. Nice value 0: neither favoured nor put back. It gave its core up by itself in 90 of 100 switches',
  ],
  ['scheduling', 'is pushed off', { facts: { voluntarySwitches: 10, involuntarySwitches: 990 } }, 'It was pushed off its core in 99 of 100 switches'],
  ['scheduling', 'real time', { facts: { policy: 'FIFO', rtPriority: 10 } }, 'Real-time policy FIFO, priority 10'],
  ['standing', 'a daemon of the service manager', {}, 'A daemon: it has no terminal, leads its own session, and the service manager is its parent.'],
  ['standing', 'a daemon that forked twice', { values: { sid: 51, pgid: 51 } }, 'A daemon: it has no terminal, its session has no leader any more'],
  ['standing', 'no daemon', { values: { tty: 'pts/3', sid: 50, ppid: 50 }, others: [init, row(50, 1, { tty: 'pts/3' })] }, 'No daemon: it has a terminal.'],
  [
    'end',
    'its children',
    { others: [init, row(60, 52), row(61, 52), row(62, 52, { state: 'Z' })] },
    'Its 2 children go on as orphans; the nearest subreaper above, or systemd (1), adopts them. systemd (1) is told by SIGCHLD',
  ],
  ['end', 'its PID namespace', { facts: { innerPids: [52, 1] } }, 'everything in there is killed with it'],
  ['end', 'nothing', {}, 'Nothing else ends with it.'],
  ['ending', 'by SIGTERM', {}, 'SIGTERM ends it.'],
  ['ending', 'ignores SIGTERM', { facts: { masks: { ignored: TERM, caught: 0n, blocked: 0n, pending: 0n } } }, 'It ignores SIGTERM: only SIGKILL ends it.'],
  ['ending', 'catches SIGTERM', { facts: { masks: { ignored: 0n, caught: TERM, blocked: 0n, pending: 0n } } }, 'It catches SIGTERM, to end in order'],
  ['ending', 'a zombie', { values: { state: 'Z' } }, 'It cannot be killed, for it has ended already. It goes when systemd (1) waits for it, or ends.'],
  ['ending', 'D', { values: { state: 'D' } }, 'Signals wait until its uninterruptible sleep is over'],
  ['ending', 'a kernel thread', { values: { isKernelThread: true } }, 'It cannot be killed: threads of the kernel take no signals.'],
  ['ending', 'ours', { around: { ours: [52] } }, 'Procession does not end it'],
  ['ending', 'facts that cannot be read', { facts: null }, 'What it makes of signals cannot be read.'],
])('%s: %s', (section, _, given, text) => {
  expect(said(section, given)).toContain(text);
});

test('A5 A10 hostile names are plain text in sentences, and in Markdown they mark nothing up', () => {
  const one = row(52, 1, { comm: '**b**\u001b[31m<img>`x`' });
  const around = {
    rows: [init, one],
    clock: { takenAt: 0, bootedAt: 0, msPerStartUnit: 10 },
    lineage: new Lineage(),
    facts: null,
    hasTimer: null,
    findings: [],
    ours: [],
    numberOf: () => null,
  };
  const explanation = explain(subjectOf(one, around));
  const all = JSON.stringify(explanation);
  expect(all).not.toContain('\\u001b');
  const [heading] = toMarkdown(explanation, 'en').split('\n');
  expect(heading).toBe('# \\*\\*b\\*\\*\\\\e\\[31m\\<img\\>\\`x\\` \\(52\\)');
  expect(toMarkdown(explanation, 'zh')).toContain('## 它是什么');
});
