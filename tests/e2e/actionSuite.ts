import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { compileHardproc, type Hardproc, startHardproc } from '../fixtures/hardproc.ts';
import { ProcessTable } from './processTable.ts';
import type { Shell } from './shell.ts';

/** A busy machine may take its time; what is waited for comes or does not. */
const PATIENTLY = { timeout: 15_000 } as const;

const stateOf = (pid: number): string | null => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.charAt(stat.lastIndexOf(')') + 2);
  } catch {
    return null;
  }
};
const isGone = (pid: number): boolean => !existsSync(`/proc/${pid}`);

/** Actions on the real processes of this machine, as a user carries them out, in each of the hosts. */
export function actionSuite(host: string, open: () => Promise<Shell>): void {
  describe(`actions in ${host}`, () => {
    let shell: Shell;
    let table: ProcessTable;
    const started: Hardproc[] = [];
    const shells: ChildProcess[] = [];
    const start = async (mode: string, ...args: string[]): Promise<Hardproc> => {
      const hard = await startHardproc(mode, ...args);
      started.push(hard);
      return hard;
    };
    const dialog = (): Locator => shell.page.getByRole('dialog');
    const press = (name: string | RegExp): Promise<void> => dialog().getByRole('button', { name }).click();
    const outcomes = (): Promise<(string | null)[]> =>
      dialog()
        .locator('[data-outcome]')
        .evaluateAll((items) => items.map((item) => item.getAttribute('data-outcome')));
    /** Shows these alone, with their ancestors, and selects one. */
    const choose = async (pid: number, others: readonly number[] = []): Promise<void> => {
      await table.filter([pid, ...others].map((one) => `pid:${one}`).join(' or '));
      await table.row(pid).click(PATIENTLY);
    };

    beforeAll(async () => {
      process.env['HARDPROC_TTL'] ??= '60';
      compileHardproc();
      shell = await open();
      table = new ProcessTable(shell.page);
      await table.ready();
    });
    afterAll(() => shell.close());
    afterEach(async () => {
      if ((await dialog().count()) > 0) await shell.page.keyboard.press('Escape');
      await shell.page.keyboard.press('U');
      for (const hard of started.splice(0)) await hard.end();
      for (const child of shells.splice(0)) child.kill('SIGKILL');
      expect(shell.problems).toEqual([]);
    });

    it('E9 ends a subtree through its dialog while rows are sorted anew each second; its neighbour of the same name lives', async () => {
      const hardproc = compileHardproc()!;
      const tree = spawn('sh', ['-c', `"${hardproc}" spin & "${hardproc}" sleep & ("${hardproc}" spin & wait) & echo $$; wait`], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      shells.push(tree);
      const neighbour = await start('spin');
      await shell.page
        .getByRole('columnheader', { name: /CPU of a core/ })
        .getByRole('button')
        .click();
      await choose(tree.pid!, [neighbour.pid]);
      await shell.page.keyboard.press('T');
      await expect.poll(() => dialog().locator('[data-expectation]').count(), PATIENTLY).toBe(5);
      const members = (await dialog().locator('.who').allInnerTexts()).map((text) => Number(/\d+/.exec(text.split(' ')[1] ?? '')![0]));
      await press('Send SIGTERM to 5');
      await expect.poll(outcomes, PATIENTLY).toEqual(Array.from({ length: 5 }, () => 'exited'));
      expect(members).toHaveLength(5);
      await expect.poll(() => members.filter((pid) => !isGone(pid)), PATIENTLY).toEqual([]);
      expect(stateOf(neighbour.pid)).toBe('R');
      await shell.page.keyboard.press('Escape');
      await shell.page.getByRole('columnheader', { name: /PID/ }).first().getByRole('button').click();
    });

    it('suspends a process, and the way back is offered', async () => {
      const hard = await start('sleep');
      await choose(hard.pid);
      await shell.page.getByRole('button', { name: 'Suspend…' }).click();
      await press('Send SIGSTOP');
      await expect.poll(() => stateOf(hard.pid), PATIENTLY).toBe('T');
      await press('Resume…');
      await press('Send SIGCONT');
      await expect.poll(() => stateOf(hard.pid), PATIENTLY).toBe('S');
    });

    it('changes the nice value, and offers the old one', async () => {
      const hard = await start('sleep');
      await choose(hard.pid);
      await shell.page.keyboard.press('F8');
      await dialog().getByRole('spinbutton', { name: 'nice' }).fill('7');
      await press('Set nice 7');
      await expect.poll(() => getPriority(hard.pid), PATIENTLY).toBe(7);
      // An ordinary user may not go down again.
      if (process.geteuid?.() !== 0) return;
      await press('Set back to 0…');
      await press('Set nice 0');
      await expect.poll(() => getPriority(hard.pid), PATIENTLY).toBe(0);
    });

    it('E10 ends two marked rows; the one that ignores SIGTERM is named, and SIGKILL for it alone is offered', async () => {
      const [stubborn, meek] = [await start('ignoreterm'), await start('sleep')];
      await choose(stubborn.pid, [meek.pid]);
      await shell.page.keyboard.press('Space');
      await table.row(meek.pid).click({ modifiers: ['Control'] });
      await expect.poll(() => shell.page.getByText('2 marked').count(), PATIENTLY).toBe(1);
      await shell.page.keyboard.press('k');
      await expect.poll(() => dialog().locator('[data-expectation="ignores"]').innerText(), PATIENTLY).toContain(`ignores SIGTERM`);
      await press('Send SIGTERM to 2');
      await expect.poll(outcomes, PATIENTLY).toEqual(['running', 'exited']);
      expect([isGone(stubborn.pid), isGone(meek.pid)]).toEqual([false, true]);
      await press('Send SIGKILL instead…');
      await press('Send SIGKILL');
      await expect.poll(() => isGone(stubborn.pid), PATIENTLY).toBe(true);
    });

    it('says what was born since the dialog was opened', async () => {
      const tree = spawn('sh', ['-c', 'read x; sleep 30 & wait'], { stdio: ['pipe', 'ignore', 'ignore'] });
      shells.push(tree);
      await choose(tree.pid!);
      await shell.page.keyboard.press('k');
      await expect.poll(() => dialog().locator('[data-expectation]').count(), PATIENTLY).toBe(1);
      // Alone there is no subtree to choose: the choice appears with the child.
      tree.stdin.write('\n');
      await dialog()
        .getByRole('radio', { name: /it and all below/ })
        .check({ force: true, ...PATIENTLY });
      await expect.poll(() => dialog().locator('[data-expectation]').count(), PATIENTLY).toBe(2);
      await press('Send SIGTERM to 2');
      await expect.poll(outcomes, PATIENTLY).toEqual(['exited', 'exited']);
    });

    it('B4 finds zombies, names the parent that does not reap, and its remedy ends them', async () => {
      const hard = await start('zombies', '3');
      await table.filter(`pid:${hard.pid} or ppid:${hard.pid}`);
      await shell.page
        .getByRole('region', { name: 'Findings' })
        .getByRole('button', { name: new RegExp(`3 children of hardproc \\(${hard.pid}\\)`) })
        .click(PATIENTLY);
      await expect.poll(() => table.row(hard.pid).getAttribute('aria-selected'), PATIENTLY).toBe('true');
      await shell.page
        .getByRole('complementary')
        .getByRole('button', { name: new RegExp(`^End hardproc \\(${hard.pid}\\)`) })
        .click(PATIENTLY);
      await press('Send SIGTERM');
      await expect.poll(outcomes, PATIENTLY).toEqual(['exited']);
      const found = (): Promise<number> => shell.page.getByRole('region', { name: 'Findings' }).getByText(`(${hard.pid})`).count();
      await expect.poll(found, PATIENTLY).toBe(0);
    });

    it('keeps what was done, for every window, and hands it out', async () => {
      await shell.page.keyboard.press('A');
      await expect.poll(() => dialog().innerText(), PATIENTLY).toMatch(/SIGTERM marked/);
      expect(await dialog().innerText()).toMatch(/nice 7/);
      const lines = (await shell.saved(() => press('CSV'))).trimEnd().split('\r\n');
      expect(lines[0]).toMatch(/^time,action,scope/);
      expect(lines.filter((line) => line.includes(',SIGTERM,marked,'))).toHaveLength(2);
    });
  });
}
