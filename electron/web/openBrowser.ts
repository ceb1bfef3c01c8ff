import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** ms after which the redirect file is deleted: long enough for a browser that has to start first. */
const KEEP = 30_000;

/** What opens a file for its user, by the system's name as Node says it. */
export function planOpening(platform: string, path: string): { readonly command: string; readonly args: readonly string[] } {
  if (platform === 'darwin') return { command: 'open', args: [path] };
  if (platform === 'win32') return { command: 'explorer.exe', args: [path] };
  return { command: 'xdg-open', args: [path] };
}

/** A page that goes on to the URL by itself. The URL is our own: it holds nothing that would need escaping. */
export function redirectPage(url: string): string {
  return `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>Procession</title><meta http-equiv="refresh" content="0;url=${url}"><a href="${url}">Procession</a>\n`;
}

/**
 * Opens the user's browser. The URL carries a token and every command line can be read by every user, so the browser is given a
 * file that redirects, which only this user can read. Where it cannot be opened, `log` hears of it and nothing else happens.
 * The file is deleted after half a minute, or when this program ends.
 */
export function openBrowser(url: string, platform: string, log: (line: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'procession-'));
  const forget = (): void => {
    process.off('exit', forget);
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', forget);
  const file = join(folder, 'open.html');
  writeFileSync(file, redirectPage(url), { mode: 0o600, flag: 'wx' });
  setTimeout(forget, KEEP).unref();
  const { command, args } = planOpening(platform, platform === 'win32' ? file : pathToFileURL(file).href);
  const fail = (): void => {
    forget();
    log('No browser could be opened; open the address above in one.');
  };
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.once('error', fail);
  child.once('exit', (status) => {
    if (status !== 0 && platform !== 'win32') fail();
  });
  child.unref();
}
