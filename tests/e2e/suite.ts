import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { compileHardproc, type Hardproc, startHardproc } from '../fixtures/hardproc.ts';
import { ProcessTable, SEEN_WITHIN } from './processTable.ts';
import type { Shell } from './shell.ts';

/** Characters that must never reach the document: controls, and what turns or hides text. */
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;

/** Names of this run, which no other process has. */
const unique = (word: string): string => `${word}${process.pid % 10_000}`;

/** Processes that are no kernel threads, which stand closed below kthreadd. */
function countUserProcesses(): number {
  return readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      return readFileSync(`/proc/${name}/cmdline`).length > 0;
    } catch {
      return false;
    }
  }).length;
}

/** Within some refreshes. */
const SOON = { timeout: 3000 } as const;

/** What the app must do in each of its hosts, seen as a user sees it, on the real processes of this machine. */
export function e2eSuite(host: string, open: () => Promise<Shell>): void {
  describe(`Procession in ${host}`, () => {
    let shell: Shell;
    let table: ProcessTable;
    const started: Hardproc[] = [];
    const start = async (mode: string, ...args: string[]): Promise<Hardproc> => {
      const process = await startHardproc(mode, ...args);
      started.push(process);
      return process;
    };

    beforeAll(async () => {
      process.env['HARDPROC_TTL'] ??= '60';
      compileHardproc();
      shell = await open();
      table = new ProcessTable(shell.page);
      await table.ready();
    });
    afterAll(() => shell.close());
    beforeEach(() => table.filter(''));
    afterEach(async () => {
      for (const hard of started.splice(0)) await hard.end();
      if ((await shell.page.getByRole('dialog').count()) > 0) await shell.page.keyboard.press('Escape');
      expectHealthy();
    });
    const expectHealthy = (): void => expect(shell.problems).toEqual([]);

    const terminateButton = () => shell.page.getByRole('button', { name: 'Terminate…' }).first();

    it('shows this test’s own process below its parent', async () => {
      await table.filter(String(process.pid));
      await expect.poll(() => table.row(process.pid).count(), SOON).toBe(1);
      expect(await table.cell(process.pid, 'pid').innerText()).toBe(String(process.pid));
      expect(await table.row(process.ppid).count()).toBe(1);
      const level = async (pid: number): Promise<number> => Number(await table.row(pid).getAttribute('aria-level'));
      expect(await level(process.pid)).toBe((await level(process.ppid)) + 1);
      const stat = readFileSync('/proc/self/stat', 'latin1');
      const startTime = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
      expect(await table.row(process.pid).getAttribute('data-key')).toBe(`${process.pid}:${startTime}`);
    });

    it('shows within 2 s that a process was started, stopped, resumed and killed outside', async () => {
      const name = unique('outside');
      await table.filter(name);
      await expect.poll(() => table.rows.count(), SOON).toBe(0);
      const hard = await start('comm', name);
      const took: Record<string, number> = {};
      took['started'] = await table.seen(async () => (await table.row(hard.pid).count()) === 1, 'a new process');
      const stat = async (): Promise<string> => table.cell(hard.pid, 'stat').innerText({ timeout: SEEN_WITHIN });
      process.kill(hard.pid, 'SIGSTOP');
      took['stopped'] = await table.seen(async () => (await stat()).startsWith('T'), 'SIGSTOP');
      process.kill(hard.pid, 'SIGCONT');
      took['resumed'] = await table.seen(async () => (await stat()).startsWith('S'), 'SIGCONT');
      process.kill(hard.pid, 'SIGKILL');
      took['killed'] = await table.seen(async () => {
        const row = table.row(hard.pid);
        return (await row.count()) === 0 || (await row.getByText('ended').count()) > 0;
      }, 'SIGKILL');
      for (const ms of Object.values(took)) expect(ms).toBeLessThanOrEqual(SEEN_WITHIN);
    });

    it('B4 shows a zombie within 2 s, and says why its actions are disabled', async () => {
      const hard = await start('zombies', '1');
      const zombie = Number(hard.ready['last']);
      await table.filter(String(zombie));
      await table.seen(async () => (await table.row(zombie).getByText('zombie', { exact: true }).count()) > 0, 'a zombie');
      expect(await table.cell(zombie, 'stat').innerText()).toMatch(/^Z/);
      expect(await table.row(hard.pid).count()).toBe(1);
      await table.row(zombie).click();
      const button = terminateButton();
      await expect.poll(() => button.getAttribute('aria-disabled'), SOON).toBe('true');
      await button.hover();
      await expect.poll(() => shell.page.getByRole('tooltip').innerText(), SOON).toContain(`(${hard.pid})`);
      await button.click({ force: true });
      expect(await shell.page.getByRole('dialog').count()).toBe(0);
    });

    it.each([
      ['A5 an escape sequence', '\\x1b[31mred', String.raw`\e[31mred`],
      ['A5 a bell and an OSC title', '\\x07\\x1b]0;x', String.raw`\x07\e]0;x`],
      ['A6 a right-to-left override', 'a\\xe2\\x80\\xaeb', String.raw`a\u{202e}b`],
      ['A6 an isolate', 'a\\xe2\\x81\\xa6b', String.raw`a\u{2066}b`],
      ['A4 a newline', 'new\\nline', String.raw`new\nline`],
      ['A1 a false end of the name', ') R 1 2', ') R 1 2'],
      ['A2 a false zombie', 'x) Z 1 (y', 'x) Z 1 (y'],
      ['A10 markup in the name', '<b onclick=x>', '<b onclick=x>'],
    ])('%s is shown as plain text', async (_name, comm, shown) => {
      const hard = await start('comm', comm);
      await table.filter(String(hard.pid));
      await expect.poll(() => table.row(hard.pid).count(), SOON).toBe(1);
      const text = await table.row(hard.pid).locator('[role="rowheader"]').textContent();
      expect(text).toContain(shown);
      expect(text).not.toMatch(HIDDEN);
      expect(await table.cell(hard.pid, 'stat').innerText()).toMatch(/^S/);
    });

    it('filters by fields as they are typed, and says what is wrong without losing the last good filter', async () => {
      const name = unique('asked');
      const [stopped, asleep] = [await start('comm', name), await start('comm', name)];
      process.kill(stopped.pid, 'SIGSTOP');
      await table.filter(`name:${name} state:T`);
      await expect.poll(async () => [await table.row(stopped.pid).count(), await table.row(asleep.pid).count()], SOON).toEqual([1, 0]);
      await table.filter(`name:${name} state:T cpu>much`);
      await expect.poll(() => shell.page.getByRole('search').getByRole('status').innerText(), SOON).toContain('“much”');
      expect([await table.row(stopped.pid).count(), await table.row(asleep.pid).count()]).toEqual([1, 0]);
    });

    it('A10 A5 hostile arguments are plain text everywhere, and add no element', async () => {
      const elements = (): Promise<number> =>
        shell.page.evaluate(() => document.querySelectorAll('img, script, iframe, style, link, base, meta, object').length);
      const before = await elements();
      const markup = '<img src=x onerror=alert(1)>';
      const hard = await start('argv', compileHardproc() ?? '', markup, 'sleep', '"><script>alert(2)</script>', '\\x1b]0;pwned\\x07');
      await table.filter(String(hard.pid));
      await expect.poll(() => table.row(hard.pid).innerText(), SOON).toContain(markup);
      const row = table.row(hard.pid);
      await row.click();
      await row.locator('[data-field="args"]').hover();
      await shell.page.waitForTimeout(700);
      expect(await row.innerText()).toContain('"><script>alert(2)</script>');
      const all = await shell.page.evaluate(() => document.documentElement.textContent ?? '');
      expect(all).toContain(String.raw`\e]0;pwned\x07`);
      expect(all).not.toMatch(HIDDEN);
      expect(await elements()).toBe(before);
    });

    it('a filter keeps the ancestors of what it finds', async () => {
      const name = unique('family');
      const hard = await start('comm', name);
      await table.filter(name);
      await expect.poll(() => table.row(hard.pid).count(), SOON).toBe(1);
      const shown = await table.rows.evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('data-key')?.split(':')[0])));
      const ancestors: number[] = [];
      for (let pid = hard.pid; pid > 1; ) {
        const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
        pid = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
        if (pid > 0) ancestors.unshift(pid);
      }
      expect(shown).toEqual([...ancestors, hard.pid]);
    });

    it('the selection follows the process when rows move', async () => {
      const name = unique('sel');
      const first = await start('comm', name);
      const second = await start('comm', name);
      await table.filter(name);
      await expect.poll(() => table.row(second.pid).count(), SOON).toBe(1);
      await table.row(second.pid).click();
      const position = (): Promise<string | null> => table.row(second.pid).getAttribute('aria-rowindex');
      const before = await position();
      await first.end();
      await expect.poll(position, { timeout: 10_000 }).not.toBe(before);
      expect(await table.row(second.pid).getAttribute('aria-selected')).toBe('true');
      expect(await table.grid.locator('[role="row"][aria-selected="true"]').count()).toBe(1);
    });

    it('terminates a process through a confirmation that names it', async () => {
      const name = unique('goes');
      const hard = await start('comm', name);
      await table.filter(name);
      await table.row(hard.pid).click();
      await terminateButton().click();
      const dialog = shell.page.getByRole('dialog');
      await expect.poll(() => dialog.innerText(), SOON).toContain(name);
      expect(await dialog.innerText()).toContain(String(hard.pid));
      expect(readFileSync(`/proc/${hard.pid}/stat`, 'latin1')).toContain(name);
      await dialog.getByRole('button', { name: 'Send SIGTERM' }).click();
      await expect.poll(() => dialog.innerText(), { timeout: 5000 }).toMatch(/Ended after/);
      expect(() => process.kill(hard.pid, 0)).toThrow('ESRCH');
    });

    it('E10 says that a process which ignores SIGTERM is still running, and offers SIGKILL', async () => {
      const hard = await start('ignoreterm');
      await table.filter(String(hard.pid));
      await table.row(hard.pid).click();
      await terminateButton().click();
      const dialog = shell.page.getByRole('dialog');
      await dialog.getByRole('button', { name: 'Send SIGTERM' }).click();
      await expect.poll(() => dialog.innerText(), { timeout: 8000 }).toMatch(/Still running/);
      expect(await dialog.getByRole('button', { name: /SIGKILL/ }).count()).toBe(1);
      expect(process.kill(hard.pid, 0)).toBe(true);
    });

    it('sorting by CPU brings a busy process before its idle sibling', async () => {
      const name = unique('sorted');
      const idle = await start('argv', compileHardproc() ?? '', name, 'sleep');
      const busy = await start('argv', compileHardproc() ?? '', name, 'spin');
      await table.filter(name);
      await expect.poll(() => table.row(busy.pid).count(), SOON).toBe(1);
      const rank = async (pid: number): Promise<number> => Number(await table.row(pid).getAttribute('aria-posinset'));
      expect(await rank(idle.pid)).toBeLessThan(await rank(busy.pid));
      const header = shell.page.getByRole('columnheader', { name: /CPU of a core/ });
      await header.click();
      await expect.poll(() => header.getAttribute('aria-sort'), SOON).toBe('descending');
      await expect.poll(async () => (await rank(busy.pid)) < (await rank(idle.pid)), { timeout: 5000 }).toBe(true);
      const percent = Number.parseFloat(await table.cell(busy.pid, 'cpuPercent').innerText());
      expect(percent).toBeGreaterThan(20);
      await shell.page
        .getByRole('columnheader', { name: /Process/ })
        .first()
        .click();
    });

    it('F4 a reload shows a full table again', async () => {
      await shell.page.reload();
      await table.ready();
      await expect.poll(async () => Number(await table.grid.getAttribute('aria-rowcount')), SOON).toBeGreaterThan(countUserProcesses() * 0.8);
      await table.filter(String(process.pid));
      await expect.poll(() => table.row(process.pid).count(), SOON).toBe(1);
    });

    it('asks nobody but its own host, and holds no token in its address', async () => {
      const urls = await shell.page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
      expect(urls.length).toBeGreaterThan(0);
      expect(urls.filter((url) => !url.startsWith(`${shell.origin}/`))).toEqual([]);
      expect(shell.page.url()).toBe(`${shell.origin}/`);
    });
  });
}
