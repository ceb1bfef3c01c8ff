import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { prepare } from '../../build/prepare.mjs';
import { missingPeers, oneShotPeers, startPeers } from './peers.mjs';
import { readChildrenCpuTime, readCpuTime, readFamily, readRss } from './processTimes.mjs';
import { lookAt } from './subscriber.mjs';

/*
 * npm run bench [-- --large] [--seconds N] [--json]
 * CPU per refresh of the engine with one subscriber, beside the peers that are installed, over the same time and the same processes.
 */
const root = resolve(import.meta.dirname, '..', '..');
const { values: options } = parseArgs({ options: { large: { type: 'boolean' }, json: { type: 'boolean' }, seconds: { type: 'string', default: '20' } } });
const seconds = Number(options.seconds);
const SIZES = options.large ? [200, 1_000, 5_000, 20_000] : [200, 1_000, 5_000];

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
  const load = spawn(hardproc, ['wide', String(count)], { stdio: ['ignore', 'pipe', 'inherit'], env: { HARDPROC_TTL: String(seconds * 3 + 120) } });
  await new Promise((settle) => load.stdout.once('data', settle));
  return () => load.kill('SIGKILL');
}

/** The browser host with one subscriber, or with none. */
async function startEngine() {
  const host = spawn(process.execPath, [join(root, 'dist', 'node', 'procession.js'), 'serve', '--no-open'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await new Promise((settle) => host.stdout.once('data', (bytes) => settle(bytes.toString())));
  return { pid: host.pid, url: /http\S+/.exec(line)[0], end: () => host.kill('SIGINT') };
}

const cpuOf = (pids) => pids.reduce((sum, pid) => sum + (readCpuTime(pid) ?? 0), 0);

/** CPU ms and bytes of families of processes over the same seconds. */
async function watch(subjects) {
  const before = subjects.map(({ pid }) => cpuOf(readFamily(pid)));
  await pause(seconds * 1_000);
  return subjects.map(({ name, pid }, i) => {
    const family = readFamily(pid);
    return { name, cpuMs: (cpuOf(family) - before[i]) / seconds, rss: family.reduce((sum, one) => sum + readRss(one), 0) };
  });
}

async function measure(count) {
  const endLoad = await startLoad(Math.max(0, count - readdirSync('/proc').filter((name) => /^\d+$/.test(name)).length));
  const engine = await startEngine();
  const hidden = await startEngine();
  const seen = await lookAt(engine.url);
  const peers = await startPeers();
  // Caches fill, programs settle.
  await pause(5_000);
  const deltas = seen.deltas;
  const rows = await watch([{ name: 'Procession', pid: engine.pid }, { name: 'Procession, nobody looks', pid: hidden.pid }, ...peers]);
  const perSecond = (seen.deltas - deltas) / seconds;
  for (const peer of peers) peer.end();
  seen.close();
  engine.end();
  hidden.end();
  for (const peer of oneShotPeers()) {
    const times = 5;
    const from = readChildrenCpuTime();
    const started = performance.now();
    for (let i = 0; i < times; i++) peer.run();
    rows.push({ name: `${peer.name}, one run`, cpuMs: (readChildrenCpuTime() - from) / times, wallMs: (performance.now() - started) / times, rss: null });
  }
  rows.push(await measurePortable('ps-list', async () => (await import('ps-list')).default()));
  endLoad();
  await pause(1_000);
  return { processes: seen.processes, deltasPerSecond: perSecond, rows };
}

/** A library in this program: its own CPU and that of the programs it starts. */
async function measurePortable(name, run) {
  const times = 3;
  const cpu = process.cpuUsage();
  const from = readChildrenCpuTime();
  const started = performance.now();
  for (let i = 0; i < times; i++) await run();
  const { user, system } = process.cpuUsage(cpu);
  return {
    name: `${name}, one call`,
    cpuMs: ((user + system) / 1_000 + readChildrenCpuTime() - from) / times,
    wallMs: (performance.now() - started) / times,
    rss: null,
  };
}

function formatTable({ processes, rows }) {
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
  return [`${processes} processes, one refresh a second`, align(heads), ...lines.map(align), ''].join('\n');
}

if (!(await prepare('bench'))) process.exit(1);
const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Linux ${release()}, Node ${process.versions.node}`;
say(`${machine}; ${seconds} s a size`);
const missing = missingPeers();
if (missing.length > 0) say(`not installed, left out: ${missing.join(', ')}`);
const results = [];
for (const size of SIZES) {
  const result = await measure(size);
  results.push(result);
  if (!options.json) console.log(formatTable(result));
}
if (options.json) console.log(JSON.stringify({ machine, seconds, results }));
process.exit(0);
