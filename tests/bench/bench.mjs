import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { prepare } from '../../build/prepare.mjs';
import { missingPeers, oneShotPeers, startPeers } from './peers.mjs';
import { readChildrenCpuTime } from './processTimes.mjs';
import { lookAt } from './subscriber.mjs';
import { endAll, watch } from './watch.mjs';
import { measureWindows, whyNoWindows } from './window.mjs';

/*
 * npm run bench [-- --large] [--size N] [--no-window | --only-window] [--seconds N] [--json]
 * CPU per refresh of the engine with one subscriber, beside the peers that are installed, over the same time and the same processes.
 */
const root = resolve(import.meta.dirname, '..', '..');
const { values: options } = parseArgs({
  options: {
    large: { type: 'boolean' },
    json: { type: 'boolean' },
    size: { type: 'string' },
    'no-window': { type: 'boolean' },
    'only-window': { type: 'boolean' },
    seconds: { type: 'string', default: '20' },
  },
});
const seconds = Number(options.seconds);
const SIZES = options.size !== undefined ? [Number(options.size)] : options.large ? [200, 1_000, 5_000, 20_000] : [200, 1_000, 5_000];
/** The size at which the whole app with its window is measured too. */
const WINDOW_SIZE = 1_000;

const say = (line) => process.stderr.write(`${line}\n`);

/** A load of n sleeping processes, which ends by itself. */
async function startLoad(count) {
  const out = join(root, 'dist', 'fixtures', 'bench');
  const hardproc = join(out, 'hardproc');
  if (!existsSync(hardproc)) {
    mkdirSync(out, { recursive: true });
    const source = join(root, 'tests', 'fixtures', 'hard-cases', 'hardproc.c');
    if (spawnSync('cc', ['-O1', '-pthread', '-o', hardproc, source]).status !== 0) throw new Error('the load needs a C compiler (cc)');
  }
  const load = spawn(hardproc, ['wide', String(count)], { stdio: ['ignore', 'pipe', 'inherit'], env: { HARDPROC_TTL: String(seconds * 4 + 240) } });
  await new Promise((settle) => load.stdout.once('data', settle));
  return load;
}

/** The browser host with one subscriber, or with none. */
async function startEngine() {
  // As it is set when nothing was chosen.
  const env = { ...process.env, XDG_CONFIG_HOME: join(root, 'dist', 'fixtures', 'bench', 'config') };
  const host = spawn(process.execPath, [join(root, 'dist', 'node', 'procession.js'), 'serve', '--no-open'], { stdio: ['ignore', 'pipe', 'inherit'], env });
  const line = await new Promise((settle) => host.stdout.once('data', (bytes) => settle(bytes.toString())));
  return { child: host, url: /http\S+/.exec(line)[0] };
}

/** The windows alone, at the size at which they are measured. */
async function measureOnlyWindows() {
  const load = await startLoad(Math.max(0, WINDOW_SIZE - countProcesses()));
  const processes = countProcesses();
  const windows = await measureWindows(seconds);
  await endAll([load]);
  return { processes, rows: [], windows };
}

const countProcesses = () => readdirSync('/proc').filter((name) => /^\d+$/.test(name)).length;

async function measure(count) {
  const others = countProcesses();
  const load = await startLoad(Math.max(0, count - others));
  const engine = await startEngine();
  const hidden = await startEngine();
  const seen = await lookAt(engine.url);
  const peers = await startPeers();
  // Caches fill, compilers come to rest, and what is idle has been so for half a minute: what a program costs that stays open.
  await pause(60_000);
  const deltas = seen.deltas;
  const rows = await watch([{ name: 'Procession', pid: engine.child.pid }, { name: 'Procession, nobody looks', pid: hidden.child.pid }, ...peers], seconds);
  const perSecond = (seen.deltas - deltas) / seconds;
  // Where it has backed off, a second's CPU is that of less than one refresh.
  rows[0].cpuMs /= Math.min(1, perSecond);
  seen.close();
  await endAll([engine.child, hidden.child, ...peers.map(({ terminal }) => terminal)]);
  for (const peer of oneShotPeers()) {
    const times = 5;
    const from = readChildrenCpuTime();
    const started = performance.now();
    for (let i = 0; i < times; i++) peer.run();
    rows.push({ name: `${peer.name}, one run`, cpuMs: (readChildrenCpuTime() - from) / times, wallMs: (performance.now() - started) / times, rss: null });
  }
  for (const name of ['ps-list', 'pidusage']) rows.push(...measureLibrary(name));
  const windows = count === WINDOW_SIZE && options['no-window'] !== true && noWindows === null ? await measureWindows(seconds) : [];
  await endAll([load]);
  // The next size counts what is there: wait until the last has been reaped.
  for (let i = 0; i < 100 && countProcesses() > others + 20; i++) await pause(200);
  return { processes: seen.processes, deltasPerSecond: perSecond, rows, windows };
}

/** A library, in a program of its own. */
function measureLibrary(name) {
  const { status, stdout } = spawnSync(process.execPath, [join(import.meta.dirname, 'libraryCost.mjs'), name], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return status === 0 ? [{ name: `${name}, one call`, ...JSON.parse(stdout), rss: null }] : [];
}

function formatTable(title, processes, rows) {
  const ours = rows[0].cpuMs;
  const lines = rows.map(({ name, cpuMs, rss, wallMs }) => [
    name,
    cpuMs.toFixed(1),
    ((cpuMs * 1_000) / processes).toFixed(1),
    (cpuMs / ours).toFixed(2),
    rss === null ? '–' : (rss / 1e6).toFixed(0),
    wallMs === undefined ? '–' : wallMs.toFixed(0),
  ]);
  const heads = ['', 'CPU ms a refresh', 'µs a process', '× ours', 'RSS MB', 'wall ms'];
  const widths = heads.map((head, i) => Math.max(head.length, ...lines.map((line) => line[i].length)));
  const align = (cells) => cells.map((text, i) => (i === 0 ? text.padEnd(widths[i]) : text.padStart(widths[i]))).join('  ');
  return [`${processes} processes, ${title}`, align(heads), ...lines.map(align), ''].join('\n');
}

if (!(await prepare('bench'))) process.exit(1);
const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Linux ${release()}, Node ${process.versions.node}`;
say(`${machine}; ${seconds} s a size`);
const missing = missingPeers();
if (missing.length > 0) say(`not installed, left out: ${missing.join(', ')}`);
const noWindows = await whyNoWindows();
if (noWindows !== null) say(`the windows are left out: ${noWindows}`);
const results = [];
if (options['only-window'] && noWindows !== null) process.exit(1);
for (const size of options['only-window'] ? [WINDOW_SIZE] : SIZES) {
  const result = options['only-window'] ? await measureOnlyWindows() : await measure(size);
  results.push(result);
  if (options.json) continue;
  if (result.rows.length > 0) console.log(formatTable('one refresh a second', result.processes, result.rows));
  if (result.windows.length > 0) console.log(formatTable('with a window each, all their processes', result.processes, result.windows));
}
if (options.json) console.log(JSON.stringify({ machine, seconds, results }));
process.exit(0);
