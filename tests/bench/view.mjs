import { readFileSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { findBrowser } from '../../build/browser.mjs';
import { engineInPage } from './engineInPage.mjs';

/*
 * node tests/bench/view.mjs [--rows N] [--seconds N] [--json]
 * What a second of the built view costs its main thread in a real Chromium, when every one of N rows changes each second:
 * the data (message in, checked, table, totals, tree), the step (that, filter, sort, flatten, and React's commit), and how long until it is painted.
 */
const root = resolve(import.meta.dirname, '..', '..');
const { values: options } = parseArgs({
  options: { rows: { type: 'string', default: '5000' }, seconds: { type: 'string', default: '15' }, json: { type: 'boolean' } },
});
const rows = Number(options.rows);
const seconds = Number(options.seconds);
const ORIGIN = 'http://procession.test';
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

async function openView(browser, view) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url());
    const file = pathname === '/' ? '/index.html' : pathname;
    return route.fulfill({ contentType: TYPES[extname(file)] ?? 'text/plain', body: readFileSync(join(root, 'dist', 'renderer', file)) });
  });
  await page.addInitScript(engineInPage, rows);
  await page.goto(ORIGIN);
  await page.waitForSelector('[role=row][data-key]');
  await view(page);
  return page;
}

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
const summary = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  return { median: Number(at(sorted, 0.5).toFixed(1)), p95: Number(at(sorted, 0.95).toFixed(1)) };
};

async function measure(browser, name, view) {
  const page = await openView(browser, view);
  await page.evaluate(() => globalThis.bench.start());
  await page.waitForTimeout(seconds * 1000);
  const { data, steps, paints } = await page.evaluate(() => globalThis.bench.stop());
  const drawn = await page.locator('[role=row]').count();
  await page.close();
  return {
    name,
    rows,
    samples: steps.length,

    dataMs: summary(data),
    stepMs: summary(steps),
    paintMs: summary(paints),
    drawnRows: drawn,
  };
}

const browser = await chromium.launch({
  executablePath: findBrowser() ?? undefined,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
});
const results = [
  await measure(browser, 'sorted by PID', () => {}),
  await measure(browser, 'sorted by CPU', (page) => page.getByRole('columnheader', { name: 'CPU of a core' }).getByRole('button').click()),
  await measure(browser, 'sorted by CPU, filtered', async (page) => {
    await page.getByRole('columnheader', { name: 'CPU of a core' }).getByRole('button').click();
    await page.getByRole('textbox').fill('value1');
  }),
];
await browser.close();
if (options.json) process.stdout.write(`${JSON.stringify(results)}\n`);
else {
  for (const { name, samples, dataMs, stepMs, paintMs, drawnRows } of results) {
    process.stdout.write(
      `${rows} rows, all changing, ${name}: data ${dataMs.median} ms (p95 ${dataMs.p95}), step ${stepMs.median} ms (p95 ${stepMs.p95}), to paint ${paintMs.median} ms (p95 ${paintMs.p95}); `,
    );
    process.stdout.write(`${drawnRows} rows in the document; ${samples} samples\n`);
  }
}
