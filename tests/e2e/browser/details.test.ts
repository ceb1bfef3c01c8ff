import { afterAll, beforeAll, expect, it } from 'vitest';
import { compileHardproc, type Hardproc, startHardproc } from '../../fixtures/hardproc.ts';
import { ProcessTable } from '../processTable.ts';
import type { Shell } from '../shell.ts';
import { openInBrowser } from './browserShell.ts';

const PATIENTLY = { timeout: 20_000 } as const;

let shell: Shell;
let busy: Hardproc;
const ends: Hardproc[] = [];

beforeAll(async () => {
  process.env['HARDPROC_TTL'] ??= '90';
  process.env['PROCESSION_TEST_SECRET'] = 'hunter2';
  compileHardproc();
  busy = await startHardproc('spin');
  shell = await openInBrowser();
  await new ProcessTable(shell.page).rows.nth(3).waitFor({ timeout: 45_000 });
});
afterAll(async () => {
  delete process.env['PROCESSION_TEST_SECRET'];
  await Promise.all([busy, ...ends].map((one) => one.end()));
  await shell.close();
});

/** Pixels of a graph in the colour of its line (--graph-line, light): its scale has none. */
const inkOf = (canvas: Element): number => {
  const { width, height } = canvas as HTMLCanvasElement;
  // Of a copy: Chromium warns of one that is read again and again.
  const copy = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  copy.drawImage(canvas as HTMLCanvasElement, 0, 0);
  const { data } = copy.getImageData(0, 0, width, height);
  let ink = 0;
  for (let i = 0; i < data.length; i += 4) if (data[i]! < 70 && data[i + 2]! > 160 && data[i + 3]! > 128) ink++;
  return ink;
};

it('a process is looked at part by part with the keyboard: its graphs, live threads, and an environment that stays hidden until it is asked for', {
  timeout: 120_000,
}, async () => {
  const { page } = shell;
  const table = new ProcessTable(page);
  const many = await startHardproc('threads', '300');
  ends.push(many);
  const details = page.getByRole('complementary');
  const shown = (name: string) => expect.poll(() => details.getByRole('tab', { selected: true }).innerText(), PATIENTLY).toBe(name);
  const next = async (name: string): Promise<void> => {
    await page.keyboard.press('ArrowRight');
    await shown(name);
  };
  await table.filter(`pid:${busy.pid} or pid:${many.pid}`);
  await table.row(busy.pid).click(PATIENTLY);
  const graph = details.locator('[data-series="cpu"]');
  await expect.poll(() => graph.getByRole('img').getAttribute('aria-label'), PATIENTLY).toMatch(/from .* to (\d{2,}|[1-9])\.\d %, now/);
  await graph.locator('canvas').waitFor(PATIENTLY);
  await expect.poll(() => graph.locator('canvas').evaluate(inkOf), PATIENTLY).toBeGreaterThan(8);
  await expect.poll(() => graph.locator('figcaption b').innerText(), PATIENTLY).toMatch(/^\d/);
  await graph.locator('.u-over').hover();
  await expect.poll(() => graph.locator('figcaption b').innerText(), PATIENTLY).toMatch(/ago$/);

  await page.keyboard.press('Enter');
  await shown('Overview');
  await next('Explain');
  await details.locator('[data-section="letters"]').waitFor(PATIENTLY);
  await next('Threads');
  const cpuOf = (pid: number) => details.locator(`[data-tid="${pid}"] [role="cell"]`).nth(3).innerText();
  await expect.poll(() => cpuOf(busy.pid), PATIENTLY).toMatch(/^\d{2,}\.\d %|^[1-9]\.\d %/);
  await table.row(many.pid).click(PATIENTLY);
  await shown('Threads');
  await details.getByText('301 threads.').waitFor(PATIENTLY);
  expect(await details.locator('[data-tid]').count()).toBeLessThan(80);
  await expect.poll(() => details.locator(`[data-tid="${many.pid}"] [role="cell"]`).last().innerText(), PATIENTLY).toMatch(/\w/);
  process.kill(many.pid, 'SIGSTOP');
  await expect.poll(() => details.locator(`[data-tid="${many.pid}"] [role="cell"]`).nth(2).innerText(), PATIENTLY).toBe('T');
  process.kill(many.pid, 'SIGCONT');

  await page.keyboard.press('Enter');
  await next('Signals');
  await details.getByText('caught').waitFor(PATIENTLY);
  await next('Environment');
  await details.getByText('PROCESSION_TEST_SECRET', { exact: true }).waitFor(PATIENTLY);
  expect(await page.locator('body').innerText()).not.toContain('hunter2');
  await details.getByRole('button', { name: 'Show the value of PROCESSION_TEST_SECRET' }).click();
  await details.getByText('hunter2').waitFor(PATIENTLY);
  await details.getByRole('tab', { name: 'Environment' }).focus();
  await next('Limits');
  await details.getByRole('row', { name: /^Open files/ }).waitFor(PATIENTLY);
  await next('Memory');
  await details.getByText('Its share (PSS)').waitFor(PATIENTLY);
  await next('I/O');
  await details.getByText('Read from storage').waitFor(PATIENTLY);
  await next('Scheduling');
  await details.getByText('May run on', { exact: false }).or(details.getByText('Time slices')).first().waitFor(PATIENTLY);

  const before = (await details.boundingBox())!.width;
  await details.getByRole('separator').focus();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(async () => (await details.boundingBox())!.width, PATIENTLY).toBe(before + 24);

  await many.end();
  await details.getByText(/^Ended .* last known values/).waitFor(PATIENTLY);
  await details.getByRole('tab', { name: 'Overview' }).click();
  await expect.poll(() => details.locator('[data-series="threads"]').getByRole('img').getAttribute('aria-label'), PATIENTLY).toMatch(/it has ended/);
  expect(shell.problems).toEqual([]);
});

it('trends are drawn in the rows in view, with what they say in words', async () => {
  const { page } = shell;
  const table = new ProcessTable(page);
  await page.evaluate(() => localStorage.clear());
  await table.filter(`pid:${busy.pid}`);
  await page.getByRole('button', { name: 'Columns' }).click();
  for (const name of ['CPU, 1 min', 'Memory, 1 min']) await page.getByRole('checkbox', { name: new RegExp(`^${name}`) }).check(PATIENTLY);
  await page.keyboard.press('Escape');
  const drawn = table.row(busy.pid).locator('[data-field="cpuTrend"] .spark');
  await expect.poll(() => drawn.getAttribute('aria-label'), PATIENTLY).toMatch(/^CPU, 1 min, the last minute: from .* now \d/);
  expect(await drawn.locator('.line').getAttribute('d')).toMatch(/^M[\d.]+ [\d.]+H/);
  await expect.poll(() => table.row(busy.pid).locator('[data-field="memoryTrend"] .spark').count(), PATIENTLY).toBe(1);
  expect(shell.problems).toEqual([]);
});
