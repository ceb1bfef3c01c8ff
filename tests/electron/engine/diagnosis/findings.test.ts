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
