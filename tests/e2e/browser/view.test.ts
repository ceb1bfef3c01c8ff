import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { compileHardproc, type Hardproc, startHardproc } from '../../fixtures/hardproc.ts';
import { ProcessTable } from '../processTable.ts';
import type { Shell } from '../shell.ts';
import { openInBrowser } from './browserShell.ts';

/** A busy machine may take its time; what is waited for comes or does not. */
const PATIENTLY = { timeout: 20_000 } as const;

let shell: Shell;
let table: ProcessTable;
const started: Hardproc[] = [];
const start = async (mode: string, ...args: string[]): Promise<Hardproc> => {
  const hard = await startHardproc(mode, ...args);
  started.push(hard);
  return hard;
};

/** Pids from the top to the bottom, of these alone. */
const order = async (...pids: number[]): Promise<number[]> => {
  const shown = await table.rows.evaluateAll((rows) =>
    rows.map((row) => [Number(row.getAttribute('data-index')), Number(row.getAttribute('data-key')?.split(':')[0])] as const),
  );
  return shown
    .sort(([a], [b]) => a - b)
    .map(([, pid]) => pid)
    .filter((pid) => pids.includes(pid));
};

beforeAll(async () => {
  process.env['HARDPROC_TTL'] ??= '60';
  compileHardproc();
  shell = await openInBrowser();
  table = new ProcessTable(shell.page);
  await table.rows.nth(3).waitFor({ timeout: 45_000 });
});
afterAll(() => shell.close());
afterEach(async () => {
  for (const hard of started.splice(0)) await hard.end();
  if ((await shell.page.locator('.button.paused').count()) > 0) await shell.page.keyboard.press('p');
  await table.filter('');
  expect(shell.problems).toEqual([]);
});

it('rows stay where they are under the pointer, and a key sorts them again', async () => {
  const [first, second] = [await start('sleep'), await start('sleep')];
  const mark = shell.page.locator('.order-mark:not(.free)');
  await table.filter(`pid:${first.pid} or pid:${second.pid}`);
  await table.row(second.pid).waitFor(PATIENTLY);
  await shell.page.getByRole('columnheader', { name: 'STAT' }).getByRole('button').click();
  await expect.poll(() => order(first.pid, second.pid), PATIENTLY).toEqual([first.pid, second.pid]);
  await table.row(second.pid).hover();
  await mark.waitFor(PATIENTLY);
  process.kill(first.pid, 'SIGSTOP');
  await expect.poll(() => table.cell(first.pid, 'stat').innerText(), PATIENTLY).toMatch(/^T/);
  expect(await order(first.pid, second.pid)).toEqual([first.pid, second.pid]);
  expect(await mark.innerText()).toContain('no longer sorted');
  await shell.page.keyboard.press('r');
  await expect.poll(() => order(first.pid, second.pid), PATIENTLY).toEqual([second.pid, first.pid]);
  process.kill(first.pid, 'SIGCONT');
  await expect.poll(() => table.cell(first.pid, 'stat').innerText(), PATIENTLY).toMatch(/^S/);
  expect(await order(first.pid, second.pid)).toEqual([second.pid, first.pid]);
  await shell.page.getByRole('banner').hover();
  await expect.poll(() => order(first.pid, second.pid), PATIENTLY).toEqual([first.pid, second.pid]);
  expect(await mark.count()).toBe(0);
});

it('p freezes the view and not the processes: the present is there as soon as it goes on', async () => {
  const hard = await start('sleep');
  await table.filter(`pid:${hard.pid}`);
  await expect.poll(() => table.cell(hard.pid, 'stat').innerText(), PATIENTLY).toMatch(/^S/);
  await shell.page.getByRole('button', { name: 'Pause' }).click();
  const since = shell.page.getByRole('button', { name: /Paused/ });
  await since.waitFor(PATIENTLY);
  process.kill(hard.pid, 'SIGSTOP');
  // Long enough for some samples: a view that goes on would show it.
  await shell.page.waitForTimeout(3000);
  expect(await table.cell(hard.pid, 'stat').innerText()).toMatch(/^S/);
  await shell.page.keyboard.press('p');
  await expect.poll(() => table.cell(hard.pid, 'stat').innerText(), PATIENTLY).toMatch(/^T/);
  expect(await since.count()).toBe(0);
});

it('finds without filtering, in closed branches too, and steps with n and N', async () => {
  const hard = await start('chain', '3');
  const leaf = Number(hard.ready['leaf']);
  await table.filter('');
  await shell.page.keyboard.press('Control+f');
  const box = shell.page.getByRole('textbox', { name: 'Find' });
  await box.fill(`pid:${hard.pid} or pid:${leaf}`);
  const count = shell.page.locator('#find-count');
  await expect.poll(() => count.innerText(), PATIENTLY).toBe('2 found');
  await box.press('Enter');
  const selected = (): Promise<string | null> => table.grid.locator('[role="row"][aria-selected="true"]').getAttribute('data-key');
  await expect.poll(selected, PATIENTLY).toMatch(new RegExp(`^${hard.pid}:`));
  await shell.page.keyboard.press('ArrowLeft');
  await expect.poll(() => table.row(hard.pid).getAttribute('aria-expanded'), PATIENTLY).toBe('false');
  await shell.page.keyboard.press('n');
  await expect.poll(selected, PATIENTLY).toMatch(new RegExp(`^${leaf}:`));
  expect(await count.innerText()).toBe('2 of 2');
  expect(await table.row(hard.pid).getAttribute('aria-expanded')).toBe('true');
  expect(await table.row(leaf).evaluate((row) => row === document.activeElement)).toBe(true);
  await shell.page.keyboard.press('N');
  await expect.poll(() => count.innerText(), PATIENTLY).toBe('1 of 2');
  await shell.page.keyboard.press('Escape');
  await expect.poll(() => box.count(), PATIENTLY).toBe(0);
  await shell.page.keyboard.press('Escape');
});

it('the palette finds every command by its words and carries it out on what is selected', async () => {
  const hard = await start('chain', '2');
  const leaf = Number(hard.ready['leaf']);
  await table.filter('');
  await shell.page.keyboard.press('Control+f');
  await shell.page.getByRole('textbox', { name: 'Find' }).fill(`pid:${hard.pid}`);
  await expect.poll(() => shell.page.locator('#find-count').innerText(), PATIENTLY).toMatch(/^1 /);
  await shell.page.keyboard.press('Enter');
  await expect.poll(() => table.row(hard.pid).getAttribute('aria-selected'), PATIENTLY).toBe('true');
  await table.row(leaf).waitFor(PATIENTLY);
  const palette = shell.page.getByRole('dialog', { name: 'Commands' });
  const run = async (words: string): Promise<void> => {
    await shell.page.keyboard.press('Control+k');
    await palette.getByPlaceholder('Find a command').fill(words);
    await shell.page.keyboard.press('Enter');
  };
  await run('close all branches but');
  await expect.poll(() => table.row(leaf).count(), PATIENTLY).toBe(0);
  expect(await palette.count()).toBe(0);
  expect(await table.row(hard.pid).count()).toBe(1);
  await run('open the branch');
  await table.row(leaf).waitFor(PATIENTLY);
  await run('terminate…');
  const plan = shell.page.getByRole('dialog', { name: new RegExp(`\\(${hard.pid}\\)`) });
  await plan.getByText('What will happen').waitFor(PATIENTLY);
  await shell.page.keyboard.press('Escape');
  await expect.poll(() => plan.count(), PATIENTLY).toBe(0);
  // A command for the filter has the focus there when the palette is gone.
  await shell.page.keyboard.press('Control+k');
  await shell.page.keyboard.press('Enter');
  await expect.poll(() => table.filterBox.evaluate((box) => box === document.activeElement), PATIENTLY).toBe(true);
  await shell.page.keyboard.press('Escape');
  await table.grid.locator('[role="row"][tabindex="0"]').focus();
  await shell.page.keyboard.press('*');
  await shell.page.keyboard.press('Escape');
  await shell.page.keyboard.press('Escape');
});

it('columns are dragged to another place and to another width, and are so after a reload; so are sets of them', async () => {
  const { page } = shell;
  const shown = (): Promise<(string | null)[]> => page.getByRole('columnheader').evaluateAll((cells) => cells.map((cell) => cell.getAttribute('data-field')));
  const cell = (field: string) => page.locator(`[role="columnheader"][data-field="${field}"]`);
  const width = async (): Promise<number> => Math.round((await cell('user').boundingBox())!.width);
  expect((await shown()).slice(0, 4)).toEqual(['comm', 'pid', 'stat', 'user']);
  await cell('user').dragTo(cell('pid'), { targetPosition: { x: 4, y: 10 } });
  await expect.poll(async () => (await shown()).slice(0, 4), PATIENTLY).toEqual(['comm', 'user', 'pid', 'stat']);
  const before = await width();
  const end = (await cell('user').locator('.resizer').boundingBox())!;
  await page.mouse.move(end.x + 3, end.y + 10);
  await page.mouse.down();
  await page.mouse.move(end.x + 63, end.y + 10, { steps: 4 });
  await page.mouse.up();
  await expect.poll(width, PATIENTLY).toBe(before + 60);
  expect(await cell('user').getAttribute('aria-sort')).toBe('none');
  await page.getByRole('button', { name: 'Columns' }).click();
  const chooser = page.getByRole('dialog', { name: 'Columns shown' });
  await chooser.getByPlaceholder('Name for these columns').fill('my own');
  await chooser.getByRole('button', { name: 'Save' }).click();
  await page.keyboard.press('Escape');
  await page.reload();
  await table.rows.nth(3).waitFor({ timeout: 45_000 });
  expect((await shown()).slice(0, 4)).toEqual(['comm', 'user', 'pid', 'stat']);
  expect(await width()).toBe(before + 60);
  await page.keyboard.press('F2');
  await page.getByRole('option', { name: /^Processes/ }).click(PATIENTLY);
  await expect.poll(async () => (await shown()).slice(0, 4), PATIENTLY).toEqual(['comm', 'pid', 'stat', 'user']);
  await page.keyboard.press('F2');
  await page.getByRole('option', { name: /^my own/ }).click(PATIENTLY);
  await expect.poll(async () => (await shown()).slice(0, 4), PATIENTLY).toEqual(['comm', 'user', 'pid', 'stat']);
  expect(await width()).toBe(before + 60);
});

it('A18 saves what is seen as a file', async () => {
  const hard = await start('argv', compileHardproc() ?? '', '=cmd|x', 'sleep', 'a,"b');
  await table.filter(`pid:${hard.pid}`);
  await table.row(hard.pid).click(PATIENTLY);
  await expect.poll(() => table.cell(hard.pid, 'args').innerText(), PATIENTLY).toContain('=cmd|x');
  await shell.page.keyboard.press('e');
  const csv = await shell.saved(() => shell.page.getByRole('option', { name: /^CSV/ }).click(PATIENTLY));
  const lines = csv.split('\r\n');
  expect(lines[0]).toMatch(/^depth,name,/);
  const line = lines.find((one) => one.split(',').includes(String(hard.pid)));
  expect(line).toContain(`"'=cmd|x sleep a,""b"`);
  // The line of each ancestor, and no other.
  expect(lines).toHaveLength((await table.rows.count()) + 2);
  await shell.page.keyboard.press('Escape');
});

it('g shows memory and CPU by subtree: keys select, Enter leads to the table, and it is saved as a picture and printed', async () => {
  const hard = await start('wide', '3');
  const { page } = shell;
  await table.filter(`pid:${hard.pid} or ppid:${hard.pid}`);
  await page.getByLabel('View', { exact: true }).selectOption({ label: 'Flat' });
  // No tooltip is left in the way.
  await page.getByRole('banner').hover();
  await page.getByRole('tooltip').waitFor({ state: 'detached' });
  await table.row(hard.pid).click(PATIENTLY);
  await page.keyboard.press('g');
  const tree = page.getByRole('tree', { name: 'Memory by subtree' });
  const at = tree.locator('[tabindex="0"]');
  await expect.poll(() => at.getAttribute('aria-label'), PATIENTLY).toContain(`hardproc (${hard.pid}), `);
  await page.keyboard.press('End');
  await expect.poll(() => at.getAttribute('aria-posinset')).toBe('4');
  const below = (await at.getAttribute('aria-label'))!;
  expect(below).toMatch(/^hardproc \(\d+\), [\d.]+ [KM]iB, \d+\.\d % of what is drawn/);
  await expect.poll(() => page.getByRole('complementary').innerText()).toContain(/\d+/.exec(below.split('(')[1]!)![0]);

  const choose = async (label: string): Promise<void> => {
    await page.getByRole('button', { name: 'Save what is seen…' }).click();
    await page.getByRole('option', { name: label }).click();
  };
  const svg = await shell.saved(() => choose('The picture of the tree, as SVG'));
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  expect(svg.split(`hardproc (${hard.pid})`).length).toBe(2);
  // A PNG's first bytes; its size stands 16 bytes from the beginning.
  expect(await shell.saved(() => choose('The picture of the tree, as PNG'))).toMatch(/^\ufffdPNG\r\n\u001a\n/);

  await page.getByRole('radio', { name: 'CPU' }).check({ force: true });
  await page.getByRole('region', { name: 'CPU by subtree' }).waitFor(PATIENTLY);
  await page.getByRole('radio', { name: 'Memory' }).check({ force: true });
  await at.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => table.grid.locator('[aria-selected="true"]').getAttribute('data-key')).toContain(/\d+/.exec(below.split('(')[1]!)![0]);

  const printed = await page.evaluate(() => {
    window.dispatchEvent(new Event('beforeprint'));
    const sheet = document.querySelector('.print-sheet');
    const rows = [...(sheet?.querySelectorAll('tbody tr') ?? [])].map((row) => row.textContent);
    window.dispatchEvent(new Event('afterprint'));
    return { rows, left: document.querySelectorAll('.print-sheet').length };
  });
  expect(printed.rows.filter((row) => row.includes('hardproc')).length).toBe(4);
  expect(printed.left).toBe(0);
  await page.getByLabel('View', { exact: true }).selectOption({ label: 'Tree' });
});
