import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startWebHost, type WebHost } from '../../../electron/web/webHost.ts';
import { enterBrowserHost, type Heard } from '../../fixtures/browserSocket.ts';
import { type TinyEngine, tinyEngine } from '../../fixtures/tinyEngine.ts';

let folder: string;
let host: WebHost;
let engine: TinyEngine;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'procession-test-'));
  writeFileSync(join(folder, 'index.html'), '');
  engine = tinyEngine();
  host = await startWebHost({ engine, rendererFolder: folder, port: 0, log: () => {} });
});
afterEach(async () => {
  await host.close();
  rmSync(folder, { recursive: true });
});

const numbersOf = (heard: readonly Heard[]): (number | undefined)[] => heard.filter(({ name }) => name === 'delta').map(({ data }) => data?.seq);

const BIG = 512 * 1024;

it('F2 a client that never reads is skipped, then closed after 5 s, and the others keep their rate', { timeout: 20_000 }, async () => {
  const slow = await enterBrowserHost(host.url);
  const quick = await enterBrowserHost(host.url);
  slow.socket.pause();
  const started = performance.now();
  let closedAfter = 0;
  let published = 0;
  while (closedAfter === 0 && performance.now() - started < 10_000) {
    engine.publish(BIG);
    published++;
    await delay(50);
    if (engine.attached === 1) closedAfter = performance.now() - started;
  }
  expect(closedAfter).toBeGreaterThan(4500);
  expect(closedAfter).toBeLessThan(8000);
  await expect.poll(() => numbersOf(quick.heard).length).toBe(published);
  slow.socket.terminate();
  quick.socket.close();
});

it('F2 F5 a client that reads again sees a gap in the numbers and gets the newest', { timeout: 20_000 }, async () => {
  const { socket, heard } = await enterBrowserHost(host.url);
  socket.pause();
  for (let i = 0; i < 40; i++) engine.publish(BIG);
  await delay(200);
  socket.resume();
  await expect.poll(() => numbersOf(heard).length, { timeout: 5000 }).toBeGreaterThan(0);
  await delay(500);
  engine.publish();
  await expect.poll(() => numbersOf(heard).at(-1)).toBe(41);
  expect(numbersOf(heard).length).toBeLessThan(41);
  socket.close();
});

it('F2 a client that asks and asks and never reads is dropped before it costs memory', { timeout: 20_000 }, async () => {
  engine = tinyEngine(20_000);
  await host.close();
  host = await startWebHost({ engine, rendererFolder: folder, port: 0, log: () => {} });
  const { socket } = await enterBrowserHost(host.url);
  socket.pause();
  for (let i = 0; i < 400; i++) socket.send(JSON.stringify({ v: 1, kind: 'request', id: i, name: 'subscribe', params: {} }));
  await expect.poll(() => engine.attached, { timeout: 4000 }).toBe(0);
  socket.terminate();
});
