import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { FIELDS } from '../../../shared/fields/registry.ts';
import { compileHardproc, startHardproc, whyNoHardproc } from '../../fixtures/hardproc.ts';

const program = join(import.meta.dirname, '../../../dist/node/procession.js');
const canRun = existsSync(program) && whyNoHardproc() === '';

interface Run {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

function run(...words: string[]): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], { encoding: 'utf8', maxBuffer: 64 << 20 });
  return { status, out: stdout, err: stderr };
}

interface PsJson {
  readonly takenAt: number;
  readonly platform: string;
  readonly provider: string;
  readonly processes: readonly Readonly<Record<string, unknown>>[];
}

const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;

test.skipIf(!canRun)('ps --json has every field of every process, by id, but what is drawn', () => {
  const { status, out } = run('ps', '--json');
  expect(status).toBe(0);
  const table = JSON.parse(out) as PsJson;
  expect(table).toMatchObject({ platform: process.platform, provider: 'linux' });
  expect(Math.abs(table.takenAt - Date.now())).toBeLessThan(5_000);
  for (const one of table.processes) for (const field of FIELDS) expect(field.id in one).toBe(!('trend' in field));
  const own = table.processes.find((one) => one['pid'] === process.pid)!;
  expect(own).toMatchObject({
    ppid: process.ppid,
    comm: expect.stringContaining('node'),
    id: expect.stringMatching(new RegExp(`^${process.pid}:${String(own['startTime'])}(:[1-9]\\d*)?$`)),
  });
  expect(Number(own['elapsed'])).toBeGreaterThan(0);
  expect(Math.abs(Number(own['startedAt']) + Number(own['elapsed']) - table.takenAt)).toBeLessThan(2);
});

test.skipIf(!canRun)('ps --json PID gives a true CPU percentage', async () => {
  const { pid, end } = await startHardproc('spin');
  try {
    const { processes } = JSON.parse(run('ps', '--json', String(pid)).out) as PsJson;
    expect(processes).toHaveLength(1);
    // How much it gets is the machine's business; the average over its short life would be near 0.
    expect(processes[0]!['cpuPercent']).toBeGreaterThan(5);
  } finally {
    await end();
  }
});

test.skipIf(!canRun)('A4 A5 A6 A7 A9 A10 A13 A15 hostile names reach a terminal and a file as plain text', async () => {
  const hard = await Promise.all([
    startHardproc('comm', 'new\\nline'),
    startHardproc('comm', '\\e[31mred'),
    startHardproc('comm', '\\xff\\xfe\\xc3('),
    startHardproc('comm', '日本語'),
    startHardproc('comm', '\\xe2\\x80\\xaegnp.exe'),
    startHardproc('argv', compileHardproc()!, '<img src=x onerror=alert(1)>', 'sleep', '\\xe2\\x80\\xae', '\\e]0;title\\x07', 'a b', '\\xff'),
    startHardproc('argc0'),
  ]);
  try {
    const pids = hard.map(({ pid }) => String(pid));
    const text = run('ps', ...pids).out;
    expect(text).not.toMatch(CONTROL);
    expect(text.trimEnd().split('\n')).toHaveLength(8);
    expect(text).toContain('<img src=x onerror=alert(1)> sleep \\u{202e} \\e]0;title\\x07 a b \\xff');
    const tree = run('tree', pids[1]!).out;
    expect(tree).toContain('\\e[31mred(');
    expect(tree).not.toMatch(CONTROL);
    const json = run('ps', '--json', ...pids).out;
    expect(json).not.toMatch(CONTROL);
    expect(json).not.toContain('\u202e');
    const names = (JSON.parse(json) as PsJson).processes.map((one) => one['comm']);
    expect(names).toEqual(expect.arrayContaining(['new\nline', '\u001b[31mred', '\\xff\\xfe\\xc3(', '日本語', '\u202egnp.exe']));
  } finally {
    await Promise.all(hard.map((one) => one.end()));
  }
});

test.skipIf(!canRun)('A15 arguments are listed apart, one that is not UTF-8 is escaped as on screen', () => {
  const child = spawn('bash', ['-c', 'exec -a prog sleep 20 2>/dev/null'], { stdio: 'ignore' });
  const odd = spawn('bash', ['-c', 'read x', 'a b', '`'], { stdio: ['pipe', 'ignore', 'ignore'] });
  const bytes = spawn('bash', ['-c', "exec bash -c 'read x' $'\\xff\\xfe\\xc3('"], { stdio: ['pipe', 'ignore', 'ignore'] });
  try {
    spawnSync('sleep', ['0.3']);
    const { processes } = JSON.parse(run('ps', '--json', String(child.pid), String(odd.pid), String(bytes.pid)).out) as PsJson;
    const argsOf = (pid: number | undefined): unknown => processes.find((one) => one['pid'] === pid)!['args'];
    expect(argsOf(child.pid)).toEqual(['prog', '20']);
    expect(argsOf(odd.pid)).toEqual(['bash', '-c', 'read x', 'a b', '`']);
    expect(argsOf(bytes.pid)).toEqual(['bash', '-c', 'read x', '\\xff\\xfe\\xc3(']);
  } finally {
    for (const one of [child, odd, bytes]) one.kill('SIGKILL');
  }
});

test.skipIf(!canRun)('ps --where asks in the filter language, for dear fields too, and says where a query is wrong', async () => {
  const hard = await startHardproc('comm', 'asked-for');
  try {
    const pidsWhere = (where: string): unknown[] => (JSON.parse(run('ps', '--json', '--where', where).out) as PsJson).processes.map(({ pid }) => pid);
    expect(pidsWhere(`name:asked-for and pid:${hard.pid}`)).toEqual([hard.pid]);
    expect(pidsWhere(`name~/^asked/ openFiles>0 not state:Z pid:${hard.pid}`)).toEqual([hard.pid]);
    expect(pidsWhere(`pid:${hard.pid} threads>1`)).toEqual([]);
    expect(run('ps', '--where', 'cpus>1')).toMatchObject({
      status: 2,
      err: expect.stringContaining('--where, character 1: There is no field “cpus”; is it “cpu”?'),
    });
  } finally {
    await hard.end();
  }
});

test.skipIf(!canRun)('tree PID shows the subtree with guides, and never cuts a line', () => {
  const long = 'x'.repeat(1_000);
  const child = spawn('sh', ['-c', `sleep 20 & sleep 21 & wait # ${long}`], { stdio: 'ignore' });
  try {
    spawnSync('sleep', ['0.3']);
    const lines = run('tree', String(child.pid)).out.trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(new RegExp(`^sh\\(${child.pid}\\) S\\S*  sh -c .*${long}$`));
    expect(lines[1]).toMatch(/^├─ sleep\(\d+\) S\S*  sleep 2[01]$/);
    expect(lines[2]).toMatch(/^└─ sleep\(\d+\) S\S*  sleep 2[01]$/);
    for (const line of lines.slice(1)) process.kill(Number(/\((\d+)\)/.exec(line)![1]), 'SIGKILL');
  } finally {
    child.kill('SIGKILL');
  }
});

test.skipIf(!canRun)('the tree holds every process exactly once', () => {
  const lines = run('tree').out.trimEnd().split('\n');
  const pids = lines.map((line) => /\((\d+)\) /.exec(line)![1]);
  expect(new Set(pids).size).toBe(pids.length);
  expect(pids).toContain('1');
  expect(pids).toContain(String(process.pid));
});

test.skipIf(!canRun)('signal says what would happen, and sends with --yes alone', async () => {
  const hard = await startHardproc('sleep');
  const plan = run('signal', 'TERM', String(hard.pid));
  expect(plan).toMatchObject({ status: 0, out: expect.stringContaining('Nothing was sent') });
  expect(existsSync(`/proc/${hard.pid}`)).toBe(true);
  const { processes } = JSON.parse(run('ps', '--json', String(hard.pid)).out) as PsJson;
  const id = String(processes[0]!['id']);
  const wrong = run('signal', 'KILL', `${hard.pid}:1`, '--yes', '--json');
  expect([wrong.status, outcomesOf(wrong)]).toEqual([1, [{ kind: 'reused' }]]);
  expect(existsSync(`/proc/${hard.pid}`)).toBe(true);
  const sent = run('signal', 'sigterm', id, '--yes', '--json');
  expect([sent.status, outcomesOf(sent)]).toEqual([0, [{ kind: 'exited', afterMs: expect.any(Number) }]]);
  await hard.end();
  const again = run('signal', 'TERM', id, '--yes', '--json');
  expect([again.status, outcomesOf(again)]).toEqual([1, [{ kind: 'gone' }]]);
});

function outcomesOf({ out }: Run): unknown[] {
  return (JSON.parse(out) as { outcomes: { outcome: unknown }[] }).outcomes.map(({ outcome }) => outcome);
}

test.skipIf(!canRun)('signal --scope lists its members and sends to each; a plan says what a process makes of the signal', async () => {
  const shell = spawn('sh', ['-c', "trap '' TERM; sleep 20 & sleep 21 & wait"], { stdio: 'ignore', detached: true });
  try {
    spawnSync('sleep', ['0.3']);
    const pid = String(shell.pid);
    expect(run('signal', 'TERM', pid)).toMatchObject({ status: 0, out: expect.stringMatching(/ignores SIGTERM/) });
    expect(run('signal', 'KILL', pid).out).toMatch(/sleep \(\d+\) becomes an orphan/);
    for (const scope of ['subtree', 'group', 'session']) {
      const { status, out } = run('signal', 'KILL', pid, '--scope', scope, '--dry-run', '--json');
      const { plan, outcomes } = JSON.parse(out) as { plan: { targets: unknown[]; orphans: unknown[] }; outcomes: unknown };
      expect([scope, status, plan.targets.length, plan.orphans, outcomes]).toEqual([scope, 0, 3, [], null]);
    }
    const gone = new Promise((resolve) => shell.once('exit', (_, signal) => resolve(signal)));
    const killed = run('signal', 'KILL', pid, '--scope', 'subtree', '--yes', '--json');
    expect(killed.status).toBe(0);
    expect(outcomesOf(killed)).toEqual(Array.from({ length: 3 }, () => ({ kind: 'exited', afterMs: expect.any(Number) })));
    expect(await gone).toBe('SIGKILL');
  } finally {
    shell.kill('SIGKILL');
  }
});

/** Waits until a program holds a pidfd of a process (proc_pid_fdinfo(5), `Pid:`); where there are none, as long as it may take to start. */
async function untilHeld(holder: number, target: number): Promise<void> {
  const folder = `/proc/${holder}/fdinfo`;
  const holds = (): boolean =>
    readdirSync(folder).some((name) => {
      try {
        return new RegExp(`^Pid:\\s*${target}$`, 'm').test(readFileSync(join(folder, name), 'latin1'));
      } catch {
        return false;
      }
    });
  for (const deadline = Date.now() + 5_000; Date.now() < deadline && !holds(); ) await pause(20);
}
test.skipIf(!canRun)('signal says who came back under a new pid', async () => {
  const respawner = spawn('sh', ['-c', 'while :; do sleep 1234; done'], { stdio: 'ignore', detached: true });
  try {
    const childPid = (): string => readFileSync(`/proc/${respawner.pid}/task/${respawner.pid}/children`, 'utf8').trim();
    const isUp = (): boolean => childPid() !== '' && readFileSync(`/proc/${childPid()}/comm`, 'utf8') === 'sleep\n';
    await vi.waitFor(() => expect(isUp()).toBe(true), { timeout: 15_000 });
    const { cameBack } = JSON.parse(run('signal', 'KILL', childPid(), '--yes', '--json').out) as { cameBack: unknown[] };
    expect(cameBack).toEqual([expect.objectContaining({ name: 'sleep', by: 'parent' })]);
  } finally {
    process.kill(-respawner.pid!, 'SIGKILL');
  }
});

test.skipIf(!canRun)('set says what would change, changes with --yes alone, and tells the old value', async () => {
  const hard = await startHardproc('sleep');
  try {
    const pid = String(hard.pid);
    const niceOf = (): unknown => (JSON.parse(run('ps', '--json', pid).out) as PsJson).processes[0]!['nice'];
    expect(run('set', 'nice', '5', pid)).toMatchObject({ status: 0, out: expect.stringMatching(/gets nice 5; it has 0\.\nNothing was changed/) });
    expect(niceOf()).toBe(0);
    expect(run('set', 'nice', '5', pid, '--yes')).toMatchObject({ status: 0, out: expect.stringContaining('Changed nice from 0 to 5.') });
    expect(niceOf()).toBe(5);
    const { status, out } = run('set', 'io', 'best-effort:6', pid, '--yes', '--json');
    expect([status, JSON.parse(out)]).toMatchObject([0, { outcomes: [{ outcome: { kind: 'changed', to: { ioClass: 'best-effort', level: 6 } } }] }]);
    expect(run('set', 'cpus', '0', pid, '--yes')).toMatchObject({ status: 0, out: expect.stringMatching(/Changed CPUs from \S+ to 0\./) });
    expect(run('set', 'oom', '10', `${pid}:1`, '--yes')).toMatchObject({ status: 1, out: expect.stringContaining('another process now') });
    expect(run('set', 'oom', '10', '1', '--yes')).toMatchObject({ status: 3, out: expect.stringContaining('refused') });
  } finally {
    await hard.end();
  }
});

test.skipIf(!canRun)('wait returns when a process that is no child of it has ended, and says how it is known', async () => {
  const hard = await startHardproc('sleep');
  const { processes } = JSON.parse(run('ps', '--json', String(hard.pid)).out) as PsJson;
  const id = String(processes[0]!['id']);
  expect(run('wait', id, '--timeout', '0')).toMatchObject({ status: 1, out: expect.stringContaining('Still running') });
  const waiting = spawn(process.execPath, [program, 'wait', id, '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const out = new Promise<string>((resolve) => waiting.stdout.once('data', (bytes: Buffer) => resolve(bytes.toString())));
  const status = new Promise((resolve) => waiting.once('exit', resolve));
  await untilHeld(waiting.pid!, hard.pid);
  await hard.end();
  expect(JSON.parse(await out)).toMatchObject({ endings: [{ pid: hard.pid, ending: { kind: 'ended', known: expect.stringMatching(/^(pidfd|table)$/) } }] });
  expect(await status).toBe(0);
  expect(run('wait', id)).toMatchObject({ status: 0, out: expect.stringContaining('ended already') });
  expect(run('wait', '4194299')).toMatchObject({ status: 1, out: expect.stringContaining('no such process') });
});

test.skipIf(!canRun)('refusals have exit status 3 and say why', async () => {
  expect(run('signal', 'KILL', '1', '--yes')).toMatchObject({ status: 3, out: expect.stringContaining('refused') });
  expect(run('signal', 'KILL', String(process.pid), '--yes')).toMatchObject({ status: 3, out: expect.stringContaining('runs inside it') });
  const zombies = await startHardproc('zombies', '1');
  expect(run('signal', 'KILL', zombies.ready['last']!, '--yes')).toMatchObject({ status: 3, out: expect.stringContaining('zombie') });
  await zombies.end();
});

test.skipIf(!canRun || process.getuid?.() !== 0)('E7 an ordinary user is told who owns it, and nothing changes', async () => {
  const hard = await startHardproc('sleep');
  try {
    const { status, stdout } = spawnSync(
      'setpriv',
      ['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath, '-e', readable(program), 'signal', 'KILL', String(hard.pid), '--yes'],
      { encoding: 'utf8', cwd: '/' },
    );
    expect(stdout).toContain('Not permitted: owned by root');
    expect(status).toBe(1);
    expect(existsSync(`/proc/${hard.pid}`)).toBe(true);
  } finally {
    await hard.end();
  }
});

/** Runs the program although `node -e` counts as argv[1]'s place. */
function readable(path: string): string {
  return `process.argv.splice(1, 0, ${JSON.stringify(path)}); import(${JSON.stringify(path)})`;
}

test.skipIf(!canRun).each([
  [[], 'which command'],
  [['frobnicate'], 'no command'],
  [['__proto__'], 'no command'],
  [['ps', '--wide'], 'unknown option'],
  [['ps', 'abc'], 'is no process'],
  [['ps', '0'], 'is no process'],
  [['ps', '4194305'], 'is no process'],
  [['tree', '1', '2'], 'one PID'],
  [['signal', 'TERM'], 'one PID'],
  [['signal', 'TERM', '12', '--scope', 'marked'], '--scope'],
  [['signal', 'TERM', '12', '--yes', '--dry-run'], 'one of them'],
  [['signal', 'RTMIN+40', '12'], 'no signal'],
  [['set', 'nice', '5'], 'one PID'],
  [['set', 'nice', '20', '12'], 'no value of nice'],
  [['set', 'nice', '5', '-1'], 'is no process'],
  [['set', 'cpus', '', '12'], 'no value of cpus'],
  [['set', '__proto__', '5', '12'], 'no setting'],
  [['set', 'nice', '5', '12', '--yes', '--dry-run'], 'one of them'],
  [['wait'], 'one PID'],
  [['wait', '12', '--timeout', '-1'], '--timeout'],
  [['signal', 'NOPE', '12'], 'no signal'],
  [['signal', '9', '12'], 'no signal'],
  [['signal', 'TERM', '-1'], 'unknown option'],
  [['signal', 'TERM', '--', '-1'], 'is no process'],
  [['signal', 'TERM', '1.5'], 'is no process'],
  [['signal', 'TERM', ''], 'is no process'],
  [['ps', '\u001b[2J'], 'is no process'],
  [['serve', '--port', 'x'], '--port'],
  [['serve', '--port'], 'wants a value'],
  [['ps', '--provider', 'x'], '--provider'],
])('bad arguments %j: a clear error on stderr, exit status 2', (words, message) => {
  const { status, out, err } = run(...words);
  expect(status).toBe(2);
  expect(out).toBe('');
  expect(err).toContain(message);
  expect(err).not.toMatch(CONTROL);
});

test.skipIf(!canRun)('a process that is not there: said, exit status 1, the others shown', () => {
  const { status, out, err } = run('ps', String(process.pid), '4194299');
  expect([status, out.trimEnd().split('\n').length]).toEqual([1, 2]);
  expect(err).toContain('there is no process 4194299');
});

test.skipIf(!canRun)('serve: a port that is taken is told in words, exit status 1', async () => {
  const first = spawn(process.execPath, [program, 'serve', '--no-open'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await new Promise<string>((resolve) => first.stdout.once('data', (bytes: Buffer) => resolve(bytes.toString())));
  const port = /^Procession is at http:\/\/127\.0\.0\.1:(\d+)\/#token=\S{20,}\n$/.exec(line)?.[1];
  expect(port).toBeDefined();
  expect(run('serve', '--no-open', '--port', port!)).toMatchObject({ status: 1, err: expect.stringContaining(port!) });
  const gone = new Promise((resolve) => first.once('exit', (code) => resolve(code)));
  first.kill('SIGINT');
  expect(await gone).toBe(0);
});

test.skipIf(!canRun)('explain says in sentences, and as JSON in both languages, what a process is', async () => {
  const { pid, end } = await startHardproc('ignoreterm');
  try {
    const { status, out } = run('explain', String(pid));
    expect(status).toBe(0);
    expect(out).toContain('It ignores SIGTERM: only SIGKILL ends it.');
    expect(out).toContain(`${process.pid}) is its parent.`);
    const { sections } = JSON.parse(run('explain', String(pid), '--json').out) as { sections: { id: string; sentences: { zh: string }[] }[] };
    expect(sections.find(({ id }) => id === 'ending')!.sentences[0]!.zh).toContain('SIGKILL');
    expect(run('explain').status).toBe(2);
  } finally {
    await end();
  }
  expect(run('explain', String(pid)).status).toBe(1);
});

test.skipIf(!canRun)('doctor names the parent of zombies, and ends with 1 where there is a problem', { timeout: 60_000 }, async () => {
  const { pid, end } = await startHardproc('zombies', '60');
  try {
    const { status, out } = run('doctor', '--seconds', '4');
    expect(out).toContain(`problem: 60 children of hardproc (${pid}) are not reaped`);
    expect(out).toMatch(new RegExp(`→ Remind hardproc \\(${pid}\\) with SIGCHLD\\. \\(procession signal SIGCHLD ${pid}:\\d+\\)`));
    expect(status).toBe(1);
    const { findings } = JSON.parse(run('doctor', '--json', '--seconds', '4').out) as { findings: { rule: string; process: { pid: number } }[] };
    expect(findings).toContainEqual(expect.objectContaining({ rule: 'zombie', process: expect.objectContaining({ pid }) as unknown }));
  } finally {
    await end();
  }
  expect(run('doctor', '--seconds', 'x').status).toBe(2);
});
