import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startWebHost, type WebHost } from '../../../electron/web/webHost.ts';
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

/** A browser that is let in; what it hears is counted by kind. */
async function enter(): Promise<{ socket: WebSocket; heard: { seq: number[]; results: number } }> {
  const url = new URL(host.url);
  const socket = new WebSocket(`ws://${url.host}/ws`, { headers: { Origin: url.origin } });
  await new Promise((resolve) => socket.once('open', resolve));
  const welcome = new Promise((resolve) => socket.once('message', resolve));
  socket.send(JSON.stringify({ kind: 'hello', token: url.hash.slice('#token='.length) }));
  await welcome;
  const heard = { seq: [] as number[], results: 0 };
  socket.on('message', (data) => {
    const message = JSON.parse(String(data));
    if (message.kind === 'event') heard.seq.push(message.data.seq);
    if (message.kind === 'result') heard.results++;
  });
  return { socket, heard };
}

const BIG = 512 * 1024;

it('F2 a client that never reads is skipped, then closed after 5 s, and the others keep their rate', { timeout: 20_000 }, async () => {
  const slow = await enter();
  const quick = await enter();
  slow.socket.pause();
  const before = process.memoryUsage();
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
  await expect.poll(() => quick.heard.seq.length).toBe(published);
  const grown = process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed - before.arrayBuffers - before.heapUsed;
  expect(grown).toBeLessThan(published * BIG * 0.75);
  slow.socket.terminate();
  quick.socket.close();
});

it('F2 F5 a client that reads again sees a gap in the numbers and gets the newest', { timeout: 20_000 }, async () => {
  const { socket, heard } = await enter();
  socket.pause();
  for (let i = 0; i < 40; i++) engine.publish(BIG);
  await delay(200);
  socket.resume();
  await expect.poll(() => heard.seq.length, { timeout: 5000 }).toBeGreaterThan(0);
  await delay(500);
  engine.publish();
  await expect.poll(() => heard.seq.at(-1)).toBe(41);
  expect(heard.seq.length).toBeLessThan(41);
  socket.close();
});

it('F2 a client that asks and asks and never reads is dropped before it costs memory', { timeout: 20_000 }, async () => {
  engine = tinyEngine(20_000);
  await host.close();
  host = await startWebHost({ engine, rendererFolder: folder, port: 0, log: () => {} });
  const { socket } = await enter();
  socket.pause();
  for (let i = 0; i < 400; i++) socket.send(JSON.stringify({ v: 1, kind: 'request', id: i, name: 'subscribe', params: {} }));
  await expect.poll(() => engine.attached, { timeout: 4000 }).toBe(0);
  socket.terminate();
});
