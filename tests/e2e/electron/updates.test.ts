import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ElectronShell, openInElectron } from './electronShell.ts';

const SOON = { timeout: 20_000 } as const;

let folder: string;
let server: Server;
let shell: ElectronShell | null = null;
const asked: string[] = [];
let sha512: string;
/** The package that the app was started from, as the library believes, and the newest one: a script that tells where it was put. */
let appImage: string;
let newest: Buffer;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'procession-updates-'));
  asked.length = 0;
  appImage = join(folder, 'Procession.AppImage');
  writeFileSync(appImage, 'the old one');
  newest = Buffer.from('#!/bin/sh\necho "$0" > "$0.ran"\n');
  sha512 = createHash('sha512').update(newest).digest('base64');
  server = createServer(({ url = '' }, response) => {
    const path = new URL(url, 'http://feed').pathname;
    asked.push(path);
    if (path.startsWith('/latest')) {
      const file = { url: 'Procession-9.9.9.AppImage', sha512, size: newest.length };
      return response.end(JSON.stringify({ version: '9.9.9', files: [file], path: file.url, sha512, releaseDate: '2026-11-28T00:00:00.000Z' }));
    }
    if (path === '/Procession-9.9.9.AppImage') return response.end(newest);
    response.writeHead(404).end();
  });
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
});
afterEach(async () => {
  await shell?.close();
  shell = null;
  await new Promise((settle) => server.close(settle));
  rmSync(folder, { recursive: true, force: true });
});

/** The app as it is built, with this feed. */
async function open(): Promise<ElectronShell> {
  const { port } = server.address() as AddressInfo;
  const feed = join(folder, 'update-feed.json');
  writeFileSync(feed, JSON.stringify({ provider: 'generic', url: `http://127.0.0.1:${port}/`, updaterCacheDirName: 'cache' }));
  // The library keeps what it loaded below XDG_CACHE_HOME.
  const env = { PROCESSION_UPDATE_FEED: feed, XDG_CACHE_HOME: folder, APPIMAGE: appImage };
  const before = Object.keys(env).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, env);
  try {
    return await openInElectron();
  } finally {
    for (const [name, value] of before) if (value === undefined) delete process.env[name];
    for (const [name, value] of before) if (value !== undefined) process.env[name] = value;
  }
}

/** The entry of the menu; null where there is none. */
const entry = ({ app }: ElectronShell): Promise<string | null> =>
  app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('updates')?.label ?? null);
const click = ({ app }: ElectronShell): Promise<void> =>
  app.evaluate(({ Menu }) => (Menu.getApplicationMenu()!.getMenuItemById('updates')!.click as () => void)());

/** Keeps what a message box would say, for nobody is there to press its button. */
const catchMessages = ({ app }: ElectronShell): Promise<void> =>
  app.evaluate(({ dialog }) => {
    dialog.showMessageBox = ((_: unknown, { message }: { message: string }) => {
      (globalThis as { said?: string }).said = message;
      return Promise.resolve({ response: 0, checkboxChecked: false });
    }) as typeof dialog.showMessageBox;
  });
const said = ({ app }: ElectronShell): Promise<string | null> => app.evaluate(() => (globalThis as { said?: string }).said ?? null);

it.skipIf(process.platform !== 'linux')('updates: asks a feed when told to, and takes no package whose checksum is another', { timeout: 90_000 }, async () => {
  shell = await open();
  await catchMessages(shell);
  await expect.poll(() => entry(shell!), SOON).toBe('Check for Updates…');
  expect(asked).toEqual([]);
  await click(shell);
  await expect.poll(() => entry(shell!), SOON).toBe('Download Version 9.9.9');
  expect(asked).toEqual(['/latest-linux.yml']);
  await click(shell);
  await expect.poll(() => entry(shell!), SOON).toBe('Restart and Install Version 9.9.9');
  expect(readFileSync(appImage, 'utf8')).toBe('the old one');
  await click(shell);
  await expect.poll(() => existsSync(`${appImage}.ran`), SOON).toBe(true);
  expect(readFileSync(appImage)).toEqual(newest);
  await shell.close();

  // Another life: the feed says of the same package what does not hold.
  sha512 = createHash('sha512').update('what somebody else made').digest('base64');
  rmSync(join(folder, 'cache'), { recursive: true, force: true });
  shell = await open();
  await catchMessages(shell);
  await click(shell);
  await expect.poll(() => entry(shell!), SOON).toBe('Download Version 9.9.9');
  await click(shell);
  await expect.poll(() => said(shell!), SOON).toMatch(/^The update failed: .*sha512/);
  await expect.poll(() => entry(shell!), SOON).toBe('Check for Updates…');
});
