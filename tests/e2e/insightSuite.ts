import { spawn } from 'node:child_process';
import { userInfo } from 'node:os';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Hardproc, startHardproc } from '../fixtures/hardproc.ts';
import { ProcessTable } from './processTable.ts';
import type { Shell } from './shell.ts';

const PATIENTLY = { timeout: 15_000 } as const;

/** Findings, explanations and groups of real processes, as a user sees them and acts on them. */
export function insightSuite(host: string, open: () => Promise<Shell>): void {
  describe(`insight in ${host}`, () => {
    let shell: Shell;
    let table: ProcessTable;
    const started: Hardproc[] = [];
    const start = async (mode: string, ...args: string[]): Promise<Hardproc> => {
      const hard = await startHardproc(mode, ...args);
      started.push(hard);
      return hard;
    };
    const found = (pid: number): Locator => shell.page.getByRole('region', { name: 'Findings' }).getByRole('button', { name: new RegExp(`\\(${pid}\\)`) });
    const details = (): Locator => shell.page.getByRole('complementary');
    const arrange = (name: string): Promise<string[]> => shell.page.getByLabel('View', { exact: true }).selectOption({ label: name });
    const group = (name: string): Locator => table.grid.locator(`[data-key="group:${name}"]`);

    beforeAll(async () => {
      process.env['HARDPROC_TTL'] ??= '60';
      shell = await open();
      table = new ProcessTable(shell.page);
      await table.ready();
    });
    afterAll(() => shell.close());
    afterEach(async () => {
      if ((await shell.page.getByRole('dialog').count()) > 0) await shell.page.keyboard.press('Escape');
      await arrange('Tree');
      await table.filter('');
      for (const hard of started.splice(0)) await hard.end();
      expect(shell.problems).toEqual([]);
    });

    it.each<[string, string, (hard: Hardproc) => number, RegExp]>([
      ['a stopped process is resumed', 'stopped', ({ ready }) => Number(ready['child']), /^Resume it/],
      ['B9 a traced process is freed by ending its tracer', 'traced', ({ ready }) => Number(ready['child']), /^End the tracer/],
      ['B5 a process whose leader exited is ended', 'zleader', ({ pid }) => pid, /^End it/],
      ['B6 a daemon is ended', 'daemon', ({ ready }) => Number(ready['daemon']), /^Ask it to end/],
    ])('%s by the remedy of its finding', async (_, mode, pidOf, remedy) => {
      const hard = await start(mode);
      const pid = pidOf(hard);
      await found(pid).first().click(PATIENTLY);
      await details().getByRole('button', { name: remedy }).first().click(PATIENTLY);
      await shell.page
        .getByRole('dialog')
        .getByRole('button', { name: /^Send SIG/ })
        .click(PATIENTLY);
      await expect.poll(() => found(pid).count(), PATIENTLY).toBe(0);
    });

    it('explains the selected process, and copies that as Markdown', async () => {
      const hard = await start('ignoreterm');
      await table.filter(`pid:${hard.pid}`);
      await table.row(hard.pid).click(PATIENTLY);
      await details().getByRole('tab', { name: 'Explain' }).click(PATIENTLY);
      await expect.poll(() => details().locator('[data-section="ending"]').innerText(), PATIENTLY).toContain('It ignores SIGTERM: only SIGKILL ends it.');
      expect(await details().locator('[data-section="origin"]').innerText()).toContain(`(${process.pid}) is its parent`);
      await details().getByRole('button', { name: 'Copy as Markdown' }).click(PATIENTLY);
      await expect.poll(() => details().getByText('Copied', { exact: true }).count(), PATIENTLY).toBe(1);
    });

    it('puts processes together by user and by program, with totals, and marks those of a group at once', async () => {
      const hard = await start('wide', '3');
      await table.filter(`pid:${hard.pid} or ppid:${hard.pid}`);
      await arrange('By program');
      const programs = group('program=hardproc');
      await expect.poll(() => programs.innerText(), PATIENTLY).toMatch(/hardproc[^]*4/);
      await programs.click(PATIENTLY);
      await shell.page.keyboard.press('ArrowRight');
      // Three of one parent are a pool beside that parent.
      const pool = table.grid.locator(`[data-key="group:group:program=hardproc:${hard.pid}"]`);
      await expect.poll(() => pool.innerText(), PATIENTLY).toMatch(/under hardproc/);
      await pool.click(PATIENTLY);
      await expect.poll(() => details().innerText(), PATIENTLY).toContain('3 processes');
      await details().getByRole('button', { name: 'Mark all of them' }).click(PATIENTLY);
      await expect.poll(() => shell.page.getByText('3 marked').count(), PATIENTLY).toBe(1);
      await shell.page.getByRole('button', { name: 'clear', exact: false }).last().click(PATIENTLY);
      await arrange('By user');
      await expect.poll(() => group(`user=${userInfo().username}`).count(), PATIENTLY).toBe(1);
    });

    it('B6 shows an orphan below its dead parent, where that stood', async () => {
      const parent = spawn('sh', ['-c', 'sleep 50 & echo $!; read line'], { stdio: ['pipe', 'pipe', 'ignore'] });
      const child = Number(await new Promise<string>((settle) => parent.stdout.once('data', (bytes: Buffer) => settle(bytes.toString()))));
      try {
        await table.filter(`pid:${child}`);
        await table.row(child).waitFor(PATIENTLY);
        parent.stdin.end();
        await arrange('Original parents');
        await expect.poll(() => table.row(parent.pid!).innerText(), PATIENTLY).toContain('has ended');
        const level = async (pid: number): Promise<number> => Number(await table.row(pid).getAttribute('aria-level'));
        expect(await level(child)).toBe((await level(parent.pid!)) + 1);
        await table.row(parent.pid!).click(PATIENTLY);
        await expect.poll(() => shell.page.getByRole('button', { name: 'Terminate…' }).first().getAttribute('aria-disabled'), PATIENTLY).toBe('true');
      } finally {
        process.kill(child, 'SIGKILL');
      }
    });
  });
}
