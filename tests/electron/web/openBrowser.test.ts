import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBrowser, planOpening, redirectPage } from '../../../electron/web/openBrowser.ts';

const URL_WITH_TOKEN = 'http://127.0.0.1:8123/#token=secretsecretsecret';
let folder: string;
const path = process.env['PATH'];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'procession-test-'));
});
afterEach(() => {
  process.env['PATH'] = path;
  rmSync(folder, { recursive: true });
});

/** Puts a program of that name before all others; it leaves its arguments in a file. */
function plant(name: string, status: number): string {
  const told = join(folder, 'arguments');
  writeFileSync(join(folder, name), `#!/bin/sh\nprintf '%s\\n' "$@" > ${told}\nexit ${status}\n`);
  chmodSync(join(folder, name), 0o755);
  process.env['PATH'] = `${folder}:${path}`;
  return told;
}

describe('opening the browser', () => {
  it.each([
    ['linux', 'xdg-open'],
    ['freebsd', 'xdg-open'],
    ['darwin', 'open'],
    ['win32', 'explorer.exe'],
  ])('on %s by %s', (platform, command) => {
    expect(planOpening(platform, 'file').command).toBe(command);
  });

  it('F6 hands over a file that only this user can read, and no token', async () => {
    const told = plant('xdg-open', 0);
    const log: string[] = [];
    openBrowser(URL_WITH_TOKEN, 'linux', (line) => log.push(line));
    await expect.poll(() => existsSync(told) && readFileSync(told, 'utf8')).toMatch(/^file:.*\n$/);
    const handed = readFileSync(told, 'utf8').trim();
    expect(handed).not.toContain('secret');
    const file = fileURLToPath(handed);
    expect(readFileSync(file, 'utf8')).toBe(redirectPage(URL_WITH_TOKEN));
    expect(readFileSync(file, 'utf8')).toContain(`url=${URL_WITH_TOKEN}"`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
    expect(log).toEqual([]);
    rmSync(dirname(file), { recursive: true });
  });

  it.each([
    ['there is no program for it', null],
    ['the program fails', 3],
  ])('says so where %s, and leaves no file', async (_name, status) => {
    const told = status === null ? null : plant('xdg-open', status);
    if (status === null) process.env['PATH'] = folder;
    const log: string[] = [];
    openBrowser(URL_WITH_TOKEN, 'linux', (line) => log.push(line));
    await expect.poll(() => log).toEqual(['No browser could be opened; open the address above in one.']);
    if (told !== null) expect(existsSync(fileURLToPath(readFileSync(told, 'utf8').trim()))).toBe(false);
  });
});
