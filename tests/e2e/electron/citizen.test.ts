import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ProcessTable } from '../processTable.ts';
import { electronCommand, type ElectronShell, openInFolder } from './electronShell.ts';

const SOON = { timeout: 20_000 } as const;

let userData: string;
let shells: ElectronShell[];
beforeEach(() => {
  userData = mkdtempSync(join(tmpdir(), 'procession-citizen-'));
  shells = [];
});
afterEach(async () => {
  for (const shell of shells) await shell.close();
  rmSync(userData, { recursive: true, force: true });
});

async function open(...args: string[]): Promise<{ readonly shell: ElectronShell; readonly table: ProcessTable }> {
  const shell = await openInFolder(userData, ...args);
  shells.push(shell);
  const table = new ProcessTable(shell.page);
  await table.ready();
  return { shell, table };
}

/** Starts the app once more, as a desktop that follows a link does; settles with its exit status. */
async function startAgain(...args: string[]): Promise<number> {
  const [file = '', ...rest] = electronCommand(userData);
  const child: ChildProcess = spawn(file, [...rest, ...args], { stdio: 'ignore' });
  const [status] = (await once(child, 'exit')) as [number];
  return status;
}

const isVisible = ({ app }: ElectronShell): Promise<boolean> => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.isVisible());
const selectedPids = ({ page }: ElectronShell): Promise<string[]> =>
  page.evaluate(() => [...document.querySelectorAll('[role=row][aria-selected=true]')].map((row) => row.getAttribute('data-key')?.split(':')[0] ?? ''));
const readSettings = (): unknown => JSON.parse(readFileSync(join(userData, 'settings.json'), 'utf8'));
const boundsOf = ({ app }: ElectronShell): Promise<object> => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getBounds());
/** Clicks an entry of the application menu, as a user does. */
const clickMenu = ({ app }: ElectronShell, id: string): Promise<void> =>
  app.evaluate(({ Menu }, wanted) => (Menu.getApplicationMenu()!.getMenuItemById(wanted)!.click as () => void)(), id);

/** One story in two lives of the app: a start costs seconds. */
describe('the desktop app as a good citizen', () => {
  it('runs once, follows links, keeps settings, stays in the tray, comes back from a crash, and opens again as it was left', { timeout: 120_000 }, async () => {
    process.env['PROCESSION_CANARY'] = 'canary-in-the-environment';
    const { shell, table } = await open('--canary-on-the-command-line');
    delete process.env['PROCESSION_CANARY'];
    const { app, page } = shell;
    await table.filter(`pid:${process.pid}`);

    // A second start brings the window to the front; a link in it selects, and does no more.
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.hide());
    await expect.poll(() => isVisible(shell), SOON).toBe(false);
    expect(await startAgain(`procession://pid/${process.pid}`)).toBe(0);
    await expect.poll(() => isVisible(shell), SOON).toBe(true);
    await expect.poll(() => selectedPids(shell), SOON).toEqual([String(process.pid)]);
    expect(await startAgain('procession://pid/4194303')).toBe(0);
    await expect.poll(() => page.getByText('There is no process 4194303 now').count(), SOON).toBe(1);
    expect(await selectedPids(shell)).toEqual([String(process.pid)]);
    expect(await page.getByRole('dialog').count()).toBe(0);

    // The menu opens the settings, which are kept at once and hold for the app itself.
    await clickMenu(shell, 'settings');
    const settings = page.getByRole('dialog', { name: 'Settings' });
    for (const name of ['Tray icon', 'Stay when closed']) await settings.getByRole('switch', { name }).check(SOON);
    await settings.getByRole('checkbox', { name: 'Processes stuck in D' }).check();
    await settings.getByRole('radio', { name: 'Dark' }).check({ force: true });
    await expect.poll(() => app.evaluate(({ nativeTheme }) => [nativeTheme.themeSource, nativeTheme.shouldUseDarkColors]), SOON).toEqual(['dark', true]);
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
    await settings.getByRole('radio', { name: '中文' }).check({ force: true });
    await expect.poll(() => app.evaluate(({ Menu }) => Menu.getApplicationMenu()!.getMenuItemById('settings')!.label), SOON).toBe('设置…');
    await page.getByRole('radio', { name: 'English' }).check({ force: true });
    await page.keyboard.press('Escape');
    await expect.poll(readSettings, SOON).toMatchObject({ version: 2, tray: true, closeToTray: true, notify: ['stuck'], theme: 'dark', language: 'en' });

    // Closed, it stays in the tray, and comes back.
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.close());
    await expect.poll(() => isVisible(shell), SOON).toBe(false);
    expect(await startAgain()).toBe(0);
    await expect.poll(() => isVisible(shell), SOON).toBe(true);

    // Where it stands is kept once it has come to rest.
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setBounds({ x: 40, y: 50, width: 900, height: 600 }));
    await expect.poll(readSettings, SOON).toMatchObject({ window: { width: 900, height: 600 } });
    const bounds = await boundsOf(shell);
    expect(shell.problems).toEqual([]);

    // F4: selection and filter outlive the view's process. Playwright loses its page with it: what came back is asked through the main process.
    await app.evaluate(async ({ BrowserWindow }) => {
      const { webContents } = BrowserWindow.getAllWindows()[0]!;
      await new Promise<void>((resolve) => {
        webContents.once('render-process-gone', () => webContents.once('did-finish-load', () => resolve()));
        webContents.forcefullyCrashRenderer();
      });
    });
    const ask = (script: string): Promise<unknown> =>
      app.evaluate(({ BrowserWindow }, code) => BrowserWindow.getAllWindows()[0]!.webContents.executeJavaScript(code) as Promise<unknown>, script);
    await expect.poll(() => ask("document.querySelector('[role=row][aria-selected=true]')?.dataset.key.split(':')[0] ?? null"), SOON).toBe(String(process.pid));
    expect(await ask("document.querySelector('input').value")).toBe(`pid:${process.pid}`);

    // Its log tells of the crash, and of nothing that belongs to others.
    const log = readFileSync(join(userData, 'logs/procession.log'), 'utf8');
    expect(log).toMatch(/^\S+Z The view's process has ended \(crashed\)\.\n$/);
    expect(log).not.toContain('canary');

    // Quitting closes the window although closing it would not.
    await shell.close();
    shells.pop();

    // The second life: the window stands where it stood, what was set holds, and the link that started it is followed.
    const again = await open(`procession://pid/${process.pid}`);
    expect(await boundsOf(again.shell)).toEqual(bounds);
    expect(await again.shell.page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
    await again.table.filter(`pid:${process.pid}`);
    await expect.poll(() => selectedPids(again.shell), SOON).toEqual([String(process.pid)]);
    expect(again.shell.problems).toEqual([]);
  });
});
