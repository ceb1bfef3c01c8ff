import { spawn } from 'node:child_process';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Finding } from '../../../../shared/process/diagnosis/finding.ts';
import { type Hardproc, startHardproc, whyNoHardproc } from '../../../fixtures/hardproc.ts';
import { isEngineBuilt, type LiveEngine, startLiveEngine } from '../../../fixtures/liveEngine.ts';

const canRun = isEngineBuilt() && whyNoHardproc() === '';
const within = { timeout: 20_000, interval: 50 };
let live: LiveEngine;
let findings: readonly Finding[] = [];
let hard: Hardproc | null = null;

beforeEach(async () => {
  if (!canRun) return;
  live = await startLiveEngine(250);
  findings = [];
  live.client.on('findings', (report) => (findings = report.findings));
});
afterEach(async () => {
  await hard?.end();
  hard = null;
  if (canRun) await live.engine.close();
});

const find = (rule: string, pid: number): Finding | undefined => findings.find((finding) => finding.rule === rule && finding.process.pid === pid);
const isAmong = (rule: string, pid: number): boolean => findings.some((finding) => finding.rule === rule && finding.selects.some((id) => id.pid === pid));
async function appears(rule: string, pid: number): Promise<Finding> {
  await vi.waitFor(() => expect(find(rule, pid)).toBeDefined(), within);
  return find(rule, pid)!;
}

test.skipIf(!canRun).each(['1', '1000'])('B4 %s zombies are one finding of their parent, and go with it', { timeout: 60_000 }, async (count) => {
  hard = await startHardproc('zombies', count);
  await appears('zombie', hard.pid);
  await vi.waitFor(() => expect(find('zombie', hard!.pid)!.count).toBe(Number(count)), within);
  const finding = find('zombie', hard.pid)!;
  expect(finding.explanation.map(({ en }) => en).join(' ')).toContain('does not catch SIGCHLD');
  expect(finding.remedies.map((remedy) => (remedy.kind === 'signal' ? remedy.signal : 'advice'))).toEqual(['advice', 'SIGCHLD', 'SIGTERM']);
  const end = finding.remedies[2]!;
  if (end.kind !== 'signal') throw new Error('no signal');
  await live.client.request('signal', { requestId: `end-${count}-${hard.pid}`, target: end.target, signal: end.signal });
  await vi.waitFor(() => expect(find('zombie', hard!.pid)).toBeUndefined(), within);
});

test.skipIf(!canRun)('a stopped process is found, resumed by its remedy, and no longer found', { timeout: 60_000 }, async () => {
  hard = await startHardproc('stopped');
  const child = Number(hard.ready['child']);
  const [remedy] = (await appears('stopped', child)).remedies;
  if (remedy?.kind !== 'signal') throw new Error('no signal');
  await live.client.request('signal', { requestId: `resume-${child}`, target: remedy.target, signal: remedy.signal });
  await vi.waitFor(() => expect(find('stopped', child)).toBeUndefined(), within);
});

test.skipIf(!canRun)('B9 a traced process names its tracer', { timeout: 60_000 }, async () => {
  hard = await startHardproc('traced');
  expect((await appears('traced', Number(hard.ready['child']))).explanation[0]!.en).toContain(`(${hard.pid})`);
});

test.skipIf(!canRun)('B5 a process whose leader exited is no zombie', { timeout: 60_000 }, async () => {
  hard = await startHardproc('zleader');
  expect((await appears('leaderExited', hard.pid)).severity).toBe('note');
  expect(find('zombie', hard.pid)).toBeUndefined();
});

test.skipIf(!canRun)('B2 a process in D for 5 s is stuck', { timeout: 60_000 }, async () => {
  hard = await startHardproc('dstate');
  expect((await appears('stuck', hard.pid)).severity).toBe('problem');
});

/** What the engine says of a process, in English. */
async function explain(pid: number): Promise<string> {
  await vi.waitFor(() => expect(live.rowOf(pid)).toBeDefined(), within);
  const answer = await live.client.request('explain', { target: live.rowOf(pid)!.id });
  if (!answer.ok || answer.value.explanation === null) throw new Error('no explanation');
  return answer.value.explanation.sections.flatMap(({ sentences }) => sentences.map(({ en }) => en)).join(' ');
}

test.skipIf(!canRun)('B6 what forked twice is found as a daemon, ended by its remedy, and no longer found', { timeout: 60_000 }, async () => {
  hard = await startHardproc('daemon');
  const daemon = Number(hard.ready['daemon']);
  const finding = await appears('orphan', daemon);
  expect(finding.title.en).toContain('runs on its own as a daemon');
  await vi.waitFor(async () => expect(await explain(daemon)).toContain('A daemon: it has no terminal'), within);
  const remedy = finding.remedies.at(-1)!;
  if (remedy.kind !== 'signal') throw new Error('no signal');
  await live.client.request('signal', { requestId: `daemon-${daemon}`, target: remedy.target, signal: remedy.signal });
  await vi.waitFor(() => expect(find('orphan', daemon)).toBeUndefined(), within);
});

test.skipIf(!canRun)('B6 an orphan under a subreaper names that as its parent', { timeout: 60_000 }, async () => {
  hard = await startHardproc('subreaper');
  await vi.waitFor(async () => expect(await explain(Number(hard!.ready['orphan']))).toContain(`(${hard!.pid}) is its parent`), within);
});

test.skipIf(!canRun)('B6 who loses its parent while we look is an orphan that knows its dead parent', { timeout: 60_000 }, async () => {
  const parent = spawn('sh', ['-c', 'sleep 50 & echo $!; read line'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const child = Number(await new Promise<string>((settle) => parent.stdout.once('data', (bytes: Buffer) => settle(bytes.toString()))));
  try {
    await vi.waitFor(() => expect(live.rowOf(child)?.values.ppid).toBe(parent.pid), within);
    parent.stdin.end();
    // Others may have been orphaned in this session: those of one session are one finding.
    await vi.waitFor(() => expect(isAmong('orphan', child)).toBe(true), within);
    await vi.waitFor(async () => expect(await explain(child)).toContain(`sh (${parent.pid}) started it and has ended`), within);
  } finally {
    process.kill(child, 'SIGKILL');
  }
  await vi.waitFor(() => expect(isAmong('orphan', child)).toBe(false), within);
});

const EXPLAINED: [string, string[], string][] = [
  ['nice', ['7'], 'Nice value 7: it gives way to others.'],
  ['ignoreterm', [], 'It ignores SIGTERM: only SIGKILL ends it.'],
  ['zombies', ['1'], 'has one thread'],
];
// Real-time scheduling wants root.
if (process.getuid?.() === 0) EXPLAINED.push(['rt', [], 'Real-time policy FIFO, priority 10']);

test.skipIf(!canRun).each(EXPLAINED)('%s is explained as what it is', { timeout: 60_000 }, async (mode, args, text) => {
  hard = await startHardproc(mode, ...args);
  await vi.waitFor(async () => expect(await explain(hard!.pid)).toContain(text), within);
});

test.skipIf(!canRun)('what has ended is not explained', async () => {
  hard = await startHardproc('sleep');
  await vi.waitFor(() => expect(live.rowOf(hard!.pid)).toBeDefined(), within);
  const { id } = live.rowOf(hard.pid)!;
  await hard.end();
  await vi.waitFor(() => expect(live.rowOf(id.pid)).toBeUndefined(), within);
  expect(await live.client.request('explain', { target: id })).toEqual({ ok: true, value: { explanation: null } });
});
