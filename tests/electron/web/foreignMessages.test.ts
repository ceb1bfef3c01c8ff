import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startWebHost } from '../../../electron/web/webHost.ts';
import { foreignMessages } from '../../fixtures/foreignMessages.ts';
import { tinyEngine } from '../../fixtures/tinyEngine.ts';

it('F1 1,000 mutated messages over the WebSocket get error values, and nothing throws', { timeout: 30_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'procession-test-'));
  writeFileSync(join(folder, 'index.html'), '');
  const engine = tinyEngine();
  const host = await startWebHost({ engine, rendererFolder: folder, port: 0, log: () => {} });
  const url = new URL(host.url);
  const socket = new WebSocket(`ws://${url.host}/ws`, { headers: { Origin: url.origin } });
  await new Promise((resolve) => socket.once('open', resolve));
  const answers: { kind: string; id: number | null }[] = [];
  socket.on('message', (data) => answers.push(JSON.parse(String(data))));
  socket.send(JSON.stringify({ kind: 'hello', token: url.hash.slice('#token='.length) }));

  const messages = foreignMessages(1000);
  for (const message of messages) socket.send(message);
  await expect.poll(() => answers.length, { timeout: 20_000 }).toBe(messages.length + 1);
  expect(answers.slice(1).filter((answer) => answer.kind !== 'error')).toEqual([]);
  expect(engine.bugs).toEqual([]);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();

  socket.send(JSON.stringify({ v: 1, kind: 'request', id: 7, name: 'subscribe', params: {} }));
  await expect.poll(() => answers.at(-1)).toMatchObject({ kind: 'result', id: 7 });
  socket.close();
  await host.close();
  rmSync(folder, { recursive: true });
});
