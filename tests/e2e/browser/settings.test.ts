import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ProcessTable } from '../processTable.ts';
import { watchProblems } from '../shell.ts';
import { launchChromium, type Serving, serveIn } from './browserShell.ts';

const PATIENTLY = { timeout: 20_000 } as const;

let config: string;
let browser: Browser;
let host: Serving | null = null;
beforeAll(async () => {
  config = mkdtempSync(join(tmpdir(), 'procession-config-'));
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await host?.stop();
  rmSync(config, { recursive: true, force: true });
});

/** A page of its own, as a new window is, with so many rows at least. */
async function openPage(least = 4): Promise<{ readonly page: Page; readonly table: ProcessTable; readonly problems: readonly string[] }> {
  const { url } = host!;
  const context = await browser.newContext({ locale: 'en-US', colorScheme: 'light', viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const problems = watchProblems(page, new URL(url).origin);
  await page.goto(url);
  const table = new ProcessTable(page);
  await table.rows.nth(least - 1).waitFor({ timeout: 45_000 });
  return { page, table, problems };
}
async function restart(): Promise<void> {
  await host?.stop();
  host = await serveIn(config);
}
const file = (): string => join(config, 'Procession', 'settings.json');
const background = (page: Page): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const theme = (page: Page): Promise<string | undefined> => page.evaluate(() => document.documentElement.dataset['theme']);
const height = async (table: ProcessTable): Promise<number> => Math.round((await table.rows.first().boundingBox())!.height);

it('what is set holds at once in every window, outlives the host, and a broken file is set aside with a message', async () => {
  await restart();
  const [mine, other] = [await openPage(), await openPage()];
  await mine.page.keyboard.press('Control+,');
  const dialog = mine.page.getByRole('dialog', { name: 'Settings' });
  await dialog.getByRole('radio', { name: 'Dark' }).check({ ...PATIENTLY, force: true });
  await dialog.getByRole('radio', { name: 'Airy' }).check({ force: true });
  const slider = dialog.getByRole('slider', { name: 'Interval' });
  await slider.focus();
  for (let step = 0; step < 2; step++) await mine.page.keyboard.press('ArrowRight');
  await dialog.getByRole('radio', { name: '中文' }).check({ force: true });
  await mine.page.keyboard.press('Escape');
  for (const { page, table } of [mine, other]) {
    await expect.poll(() => theme(page), PATIENTLY).toBe('dark');
    await expect.poll(() => background(page), PATIENTLY).toBe('rgb(14, 17, 22)');
    await expect.poll(() => height(table), PATIENTLY).toBe(28);
    await expect.poll(() => page.getByRole('contentinfo').innerText(), PATIENTLY).toContain('每 2 秒');
  }
  // Rows lie where their height puts them, down to the last.
  const places = await mine.table.rows.evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().top - 28 * Number(row.getAttribute('data-index'))));
  expect(Math.max(...places) - Math.min(...places)).toBeLessThan(1);
  await expect
    .poll(() => JSON.parse(readFileSync(file(), 'utf8')) as object, PATIENTLY)
    .toEqual({ version: 2, theme: 'dark', density: 28, interval: 2000, language: 'zh' });
  expect(statSync(file()).mode & 0o777).toBe(0o600);

  // A branch that was closed is so in the host's next life too, whatever the pids.
  const first = mine.table.rows.first();
  await first.click();
  await mine.page.keyboard.press('ArrowLeft');
  await expect.poll(() => (existsSync(file()) ? readFileSync(file(), 'utf8') : ''), PATIENTLY).toContain('"branches"');
  expect([mine.problems, other.problems]).toEqual([[], []]);
  await mine.page.context().close();
  await other.page.context().close();

  await restart();
  const again = await openPage(1);
  await expect.poll(() => theme(again.page), PATIENTLY).toBe('dark');
  expect(await height(again.table)).toBe(28);
  await expect.poll(() => again.page.getByRole('contentinfo').innerText(), PATIENTLY).toContain('每 2 秒');
  expect(await again.table.rows.first().getAttribute('aria-expanded')).toBe('false');
  // So is a group that was opened.
  await again.page.getByRole('combobox', { name: '视图' }).selectOption('user');
  await again.table.rows.first().click();
  expect(await again.table.rows.first().getAttribute('aria-expanded')).toBe('false');
  await again.page.keyboard.press('ArrowRight');
  await expect.poll(() => readFileSync(file(), 'utf8'), PATIENTLY).toContain('"group:');
  expect(again.problems).toEqual([]);
  await again.page.context().close();
  await restart();
  const later = await openPage(1);
  await expect.poll(() => later.table.rows.first().getAttribute('aria-expanded'), PATIENTLY).toBe('true');
  expect(await later.table.rows.first().getAttribute('data-key')).toMatch(/^group:/);
  await later.page.context().close();

  await host!.stop();
  mkdirSync(join(config, 'Procession'), { recursive: true });
  writeFileSync(file(), '{"version":2,"theme":');
  host = await serveIn(config);
  const broken = await openPage();
  await expect.poll(() => broken.page.getByRole('alert').innerText(), PATIENTLY).toContain('settings.json.broken');
  expect(await theme(broken.page)).toBe('light');
  expect(readFileSync(`${file()}.broken`, 'utf8')).toBe('{"version":2,"theme":');
  await broken.page.getByRole('button', { name: 'Close this message' }).click();
  expect(await broken.page.getByRole('alert').count()).toBe(0);
  await broken.page.keyboard.press('Control+,');
  await broken.page.getByRole('radio', { name: 'Dense' }).check({ force: true });
  await expect.poll(() => height(broken.table), PATIENTLY).toBe(20);
  await expect.poll(() => (existsSync(file()) ? readFileSync(file(), 'utf8') : ''), PATIENTLY).toContain('"density": 20');
  expect(broken.problems).toEqual([]);
});
