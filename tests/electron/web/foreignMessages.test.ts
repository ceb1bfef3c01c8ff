import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startWebHost } from '../../../electron/web/webHost.ts';
import { enterBrowserHost } from '../../fixtures/browserSocket.ts';
import { foreignMessages } from '../../fixtures/foreignMessages.ts';
import { tinyEngine } from '../../fixtures/tinyEngine.ts';

it('F1 1,000 mutated messages over the WebSocket get error values, and nothing throws', { timeout: 30_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'procession-test-'));
  writeFileSync(join(folder, 'index.html'), '');
  const engine = tinyEngine();
  const host = await startWebHost({ engine, rendererFolder: folder, port: 0, log: () => {} });
  const browser = await enterBrowserHost(host.url);

  const messages = foreignMessages(1000);
  for (const message of messages) browser.say(message);
  await expect.poll(() => browser.heard.length, { timeout: 20_000 }).toBe(messages.length + 1);
  expect(browser.heard.slice(1).filter(({ kind }) => kind !== 'error')).toEqual([]);
  expect(engine.bugs).toEqual([]);
  expect({}).not.toHaveProperty('polluted');

  browser.say({ v: 1, kind: 'request', id: 7, name: 'subscribe', params: {} });
  await expect.poll(() => browser.heard.at(-1)).toMatchObject({ kind: 'result', id: 7 });
  browser.socket.close();
  await host.close();
  rmSync(folder, { recursive: true });
});
