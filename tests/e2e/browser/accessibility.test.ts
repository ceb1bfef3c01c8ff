import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startHardproc, type Hardproc } from '../../fixtures/hardproc.ts';
import { ProcessTable } from '../processTable.ts';
import type { Shell } from '../shell.ts';
import { openInBrowser } from './browserShell.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Axe {
  run(within: string): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }>;
}

describe.each([
  ['light', 'en-US'],
  ['dark', 'zh-CN'],
] as const)('axe finds nothing: %s, %s', (colorScheme, locale) => {
  let shell: Shell;
  let hard: Hardproc;

  /** Put in from outside: a script tag would be refused by the page's policy. */
  const violations = async (within = 'html'): Promise<string[]> => {
    await shell.page.evaluate(AXE);
    return shell.page.evaluate(async (selector) => {
      const { violations: found } = await (Reflect.get(window, 'axe') as Axe).run(selector);
      return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary ?? ''}`));
    }, within);
  };

  beforeAll(async () => {
    hard = await startHardproc('zombies', '2');
    shell = await openInBrowser({ colorScheme, locale });
    const table = new ProcessTable(shell.page);
    await shell.page.locator('[role="row"][data-key]').nth(3).waitFor({ timeout: 15_000 });
    await shell.page.locator('#filter').fill(`pid:${hard.pid} or ppid:${hard.pid}`);
    await table.row(hard.pid).click({ timeout: 15_000 });
  });
  afterAll(async () => {
    await hard.end();
    await shell.close();
  });
  afterEach(async () => {
    if ((await shell.page.getByRole('dialog').count()) > 0) await shell.page.keyboard.press('Escape');
    await shell.page.getByRole('dialog').waitFor({ state: 'detached' });
    if ((await shell.page.locator('.picture').count()) > 0) await shell.page.keyboard.press('g');
  });

  it('the table with its graphs, the strip and every part of the details', async () => {
    await shell.page.locator('.history-plot canvas').first().waitFor({ timeout: 15_000 });
    const parts = shell.page.locator('.details [role="tab"]');
    expect(await parts.count()).toBe(9);
    expect(await violations()).toEqual([]);
    for (const part of (await parts.all()).slice(1)) {
      await part.click();
      await shell.page.waitForTimeout(200);
      expect(await violations('.details')).toEqual([]);
    }
    await parts.first().click();
  });

  it('groups, and what one holds together', async () => {
    const view = shell.page.locator('header select');
    await view.selectOption('user');
    await shell.page.locator('[data-key^="group:user"]').first().click();
    expect(await violations()).toEqual([]);
    await view.selectOption('tree');
    await new ProcessTable(shell.page).row(hard.pid).click();
  });

  it('a tooltip', async () => {
    await new ProcessTable(shell.page).row(hard.pid).locator('[data-field="rss"]').hover();
    await shell.page.getByRole('tooltip').waitFor();
    expect(await violations()).toEqual([]);
  });

  it.each([
    ['the plan of an action', 'T', '[data-expectation]'],
    ['the plan of a change', 'F8', '[data-expectation]'],
    ['the help', 'F1', '.diagram'],
    ['the settings', 'Control+,', '[data-setting]'],
    ['the log', 'A', '.dialog.log'],
    ['the palette', 'Control+k', '.chooser [role="option"]'],
    ['the choice of a sort', 's', '.chooser [role="option"]'],
    ['the choice of a cell', 'x', '.chooser [role="option"]'],
    ['the choice of a file', 'e', '.chooser [role="option"]'],
    ['the picture of the tree', 'g', '.icicle-cell'],
    ['a head sorted by subtrees', 'M', '.by-subtree'],
    ['the find box', 'F3', '.find'],
  ])('%s', async (_, key, shown) => {
    await shell.page.keyboard.press(key);
    await shell.page.locator(shown).first().waitFor({ timeout: 15_000 });
    expect(await violations()).toEqual([]);
  });
});
