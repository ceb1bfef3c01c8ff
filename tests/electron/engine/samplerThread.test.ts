import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SamplerThread } from '../../../electron/engine/samplerThread.ts';

const BLOCKS = `
  const { parentPort } = require('node:worker_threads');
  parentPort.postMessage({ kind: 'ready', capabilities: {} });
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);`;
const DIES = "throw new Error('of no use');";

let folder: string;
let thread: SamplerThread | null = null;
const listener = { onReport: vi.fn(), onGivenUp: vi.fn(), onStalled: vi.fn() };
const within = { timeout: 5_000, interval: 10 };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'procession-thread-'));
  for (const spy of Object.values(listener)) spy.mockReset();
});
afterEach(async () => {
  vi.useRealTimers();
  await thread?.close();
  rmSync(folder, { recursive: true });
});

function start(source: string): SamplerThread {
  const program = join(folder, 'worker.cjs');
  writeFileSync(program, source);
  return new SamplerThread(program, 'auto', 1_000, listener);
}

test('a thread that gives no sign for 10 s and three intervals is told of once; another one takes its place', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  thread = start(BLOCKS);
  // vi.waitFor would move the fake clock.
  while (listener.onReport.mock.calls.length === 0) await new Promise((settle) => setImmediate(settle));
  vi.advanceTimersByTime(12_900);
  expect(listener.onStalled).not.toHaveBeenCalled();
  vi.advanceTimersByTime(200);
  expect(listener.onStalled.mock.calls).toEqual([[13_000]]);
  vi.advanceTimersByTime(60_000);
  expect(listener.onStalled).toHaveBeenCalledTimes(1);
  thread.restart();
  while (listener.onReport.mock.calls.length < 2) await new Promise((settle) => setImmediate(settle));
  expect(listener.onGivenUp).not.toHaveBeenCalled();
  vi.advanceTimersByTime(13_100);
  expect(listener.onStalled).toHaveBeenCalledTimes(2);
});

test('a thread that dies again and again is given up, and can be begun anew', async () => {
  thread = start(DIES);
  await vi.waitFor(() => expect(listener.onGivenUp.mock.calls).toEqual([['of no use']]), within);
  writeFileSync(join(folder, 'worker.cjs'), BLOCKS);
  thread.restart();
  await vi.waitFor(() => expect(listener.onReport.mock.calls).toEqual([[{ kind: 'ready', capabilities: {} }]]), within);
  expect(listener.onGivenUp).toHaveBeenCalledTimes(1);
});

test('what is closed is not begun anew', async () => {
  thread = start(DIES);
  await vi.waitFor(() => expect(listener.onGivenUp).toHaveBeenCalledTimes(1), within);
  writeFileSync(join(folder, 'worker.cjs'), BLOCKS);
  await thread.close();
  thread.restart();
  await new Promise((settle) => setTimeout(settle, 300));
  expect(listener.onReport).not.toHaveBeenCalled();
});
