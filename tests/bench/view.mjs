/* global window, document, performance, requestAnimationFrame, cancelAnimationFrame */
import { readFileSync, writeFileSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { findBrowser } from '../../build/browser.mjs';
import { engineInPage } from './engineInPage.mjs';

/*
 * node tests/bench/view.mjs [--rows N] [--changing N] [--coming N] [--seconds N] [--runs N] [--only NAME] [--json] [--profile FILE]
 * What the built view costs its main thread in a real Chromium when `changing` of N rows change each second, `coming` processes end
 * and as many begin: the longest task after each sample
 * (message in, checked, table, tree, filter, sort, React, layout), frames a second while the table is scrolled meanwhile, and rows in the document.
 * Of several runs the median, and the best beside it: whatever else the machine does only adds. Of a step its CPU time too, which is all that it takes
 * on a quiet machine.
 */
const root = resolve(import.meta.dirname, '..', '..');
const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '20000' },
    changing: { type: 'string' },
    coming: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '6' },
    runs: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
    json: { type: 'boolean' },
    profile: { type: 'string' },
  },
});
const rows = Number(options.rows);
const seconds = Number(options.seconds);
const coming = Number(options.coming);
const ORIGIN = 'http://procession.test';
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

async function openView(browser, changing, view) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-US' });
  await page.route(`${ORIGIN}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    const file = pathname === '/' ? '/index.html' : pathname;
    return route.fulfill({ contentType: TYPES[extname(file)] ?? 'text/plain', body: readFileSync(join(root, 'dist', 'renderer', file)) });
  });
  await page.addInitScript(engineInPage, { count: rows, changing, coming });
  await page.goto(ORIGIN);
  await page.waitForSelector('[role=row][data-key]', { timeout: 60_000 });
  await view(page);
  await page.evaluate(() => window.bench.start());
  await page.waitForTimeout(2500);
  return page;
}

const quantile = (values, share) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];

/** Tasks of the busiest page's main thread: ms by the clock, ms of CPU, and when they began. */
function mainThreadTasks(trace) {
  const { traceEvents } = JSON.parse(trace.toString());
  const threads = new Map();
  for (const { name, pid, tid, args } of traceEvents) if (name === 'thread_name' && args?.name === 'CrRendererMain') threads.set(`${pid} ${tid}`, []);
  for (const { name, ph, pid, tid, ts, dur = 0, tdur = dur } of traceEvents)
    if (name === 'RunTask' && ph === 'X') threads.get(`${pid} ${tid}`)?.push({ at: ts / 1000, ms: dur / 1000, cpuMs: tdur / 1000 });
  const total = (tasks) => tasks.reduce((sum, { ms }) => sum + ms, 0);
  return [...threads.values()].sort((a, b) => total(b) - total(a))[0] ?? [];
}

/** The longest task of each second, in which there is one sample. */
function longestOfEach(tasks, by) {
  const first = Math.min(...tasks.map(({ at: when }) => when));
  const longest = [];
  for (const task of tasks) {
    const second = Math.floor((task.at - first) / 1000);
    longest[second] = Math.max(longest[second] ?? 0, task[by]);
  }
  return longest.slice(0, seconds);
}

/** Turns a wheel down and up again over the table, as a hand does it (setting scrollTop would lay out in between), and counts the frames meanwhile. */
async function scroll(page) {
  await page.evaluate(() => {
    const frames = [];
    const frame = () => {
      frames.push(performance.now());
      window.bench.frame = requestAnimationFrame(frame);
    };
    window.bench.frames = frames;
    frame();
  });
  const session = await page.context().newCDPSession(page);
  const end = Date.now() + seconds * 1000;
  for (let way = -1; Date.now() < end; way = -way)
    await session.send('Input.synthesizeScrollGesture', { x: 500, y: 500, yDistance: way * 4500, speed: 3000, gestureSourceType: 'mouse' });
  return page.evaluate(() => {
    cancelAnimationFrame(window.bench.frame);
    const { frames } = window.bench;
    const gaps = frames.slice(1).map((moment, index) => moment - frames[index]);
    return { fps: gaps.length / ((frames.at(-1) - frames[0]) / 1000), worst: Math.max(...gaps), top: document.querySelector('[role=treegrid]').scrollTop };
  });
}

async function run(browser, changing, view) {
  const page = await openView(browser, changing, view);
  if (options.profile !== undefined) await startProfile(page);
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline', 'devtools.timeline'] });
  await page.waitForTimeout(seconds * 1000);
  const tasks = mainThreadTasks(await browser.stopTracing());
  const steps = longestOfEach(tasks, 'ms');
  const cpuSteps = longestOfEach(tasks, 'cpuMs');
  if (options.profile !== undefined) await endProfile(page, options.profile);
  const { fps, worst } = await scroll(page);
  const drawn = await page.locator('[role=row]').count();
  await page.close();
  return { longest: Math.max(...steps), median: quantile(steps, 0.5), cpu: quantile(cpuSteps, 0.5), longestCpu: Math.max(...cpuSteps), fps, worst, drawn };
}

const sessions = new Map();
async function startProfile(page) {
  const session = await page.context().newCDPSession(page);
  sessions.set(page, session);
  await session.send('Profiler.enable');
  await session.send('Profiler.setSamplingInterval', { interval: 200 });
  await session.send('Profiler.start');
}
async function endProfile(page, file) {
  const { profile } = await sessions.get(page).send('Profiler.stop');
  writeFileSync(file, JSON.stringify(profile));
}

const sortBy = (name) => (page) => page.getByRole('columnheader', { name }).getByRole('button', { name }).click();
const VIEWS = [
  ['by PID', () => {}],
  ['by CPU', sortBy('CPU of a core')],
  [
    'by CPU, filtered',
    async (page) => {
      await sortBy('CPU of a core')(page);
      await page.locator('#filter').fill('value1');
    },
  ],
];

const browser = await chromium.launch({
  executablePath: findBrowser() ?? undefined,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
});
const results = [];
for (const changing of options.changing === undefined ? [Math.ceil(rows / 10), rows] : [Number(options.changing)]) {
  for (const [name, view] of VIEWS.filter(([one]) => options.only === '' || options.only === one)) {
    const runs = [];
    for (let i = 0; i < Number(options.runs); i++) runs.push(await run(browser, changing, view));
    const of = (id, share) =>
      Number(
        quantile(
          runs.map((one) => one[id]),
          share,
        ).toFixed(1),
      );
    const result = {
      ...{ name, rows, changing, coming, runs: runs.length },
      ...{ longestStepMs: of('longest', 0.5), longestStepMsAtBest: of('longest', 0), medianStepMs: of('median', 0.5) },
      ...{ longestStepCpuMs: of('longestCpu', 0.5), medianStepCpuMs: of('cpu', 0.5), bestFramesPerSecond: of('fps', 1) },
      ...{ framesPerSecond: of('fps', 0.5), longestFrameMs: of('worst', 0.5), drawnRows: of('drawn', 0.5) },
    };
    results.push(result);
    if (options.json) continue;
    const { longestStepMs, longestStepMsAtBest, longestStepCpuMs, medianStepMs, medianStepCpuMs } = result;
    const { framesPerSecond, bestFramesPerSecond, longestFrameMs, drawnRows } = result;
    process.stdout.write(
      `${rows} rows, ${changing} changing, ${coming} coming and going, ${String(name)}: longest step ${longestStepMs} ms (best run ${longestStepMsAtBest}; of CPU ${longestStepCpuMs}), of a sample ${medianStepMs} ms (of CPU ${medianStepCpuMs}); ` +
        `scrolling ${framesPerSecond} frames/s (best run ${bestFramesPerSecond}), longest ${longestFrameMs} ms; ${drawnRows} rows in the document\n`,
    );
  }
}
await browser.close();
if (options.json) process.stdout.write(`${JSON.stringify(results)}\n`);
