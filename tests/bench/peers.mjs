import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readFamily } from './processTimes.mjs';

const has = (command) => spawnSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' }).status === 0;

/** Peers that draw in a terminal, once a second. */
const INTERACTIVE = [
  { name: 'htop', command: 'htop -d 10' },
  { name: 'btop', command: 'btop --utf-force' },
  { name: 'top', command: 'top -d 1' },
];

/** Peers that run once and end. */
const ONE_SHOT = [
  { name: 'ps aux', program: 'ps', args: ['aux'] },
  { name: 'pstree -p', program: 'pstree', args: ['-p'] },
];

/** Names of what is not installed here. */
export function missingPeers() {
  return [...INTERACTIVE.map(({ name }) => name), ...ONE_SHOT.map(({ program }) => program)].filter((name) => !has(name));
}

/** btop refreshes every 2 s unless its settings say otherwise; all are measured at one refresh a second. */
function settingsFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'procession-bench-'));
  mkdirSync(join(folder, 'btop'));
  writeFileSync(join(folder, 'btop', 'btop.conf'), 'update_ms = 1000\n');
  return folder;
}

/** Starts the interactive peers in a terminal of 200×50 each; `pid` is the peer's own. */
export async function startPeers() {
  if (!has('script')) return [];
  const settings = settingsFolder();
  const started = INTERACTIVE.filter(({ name }) => has(name)).map(({ name, command }) => ({
    name,
    terminal: spawn('script', ['-qec', `stty rows 50 cols 200; exec ${command}`, '/dev/null'], {
      stdio: ['pipe', 'ignore', 'ignore'],
      env: { ...process.env, XDG_CONFIG_HOME: settings, TERM: 'xterm-256color', LANG: 'C.UTF-8' },
    }),
  }));
  await pause(1_500);
  return started.map(({ name, terminal }) => ({ name, pid: readFamily(terminal.pid)[1] ?? terminal.pid, terminal }));
}

export function oneShotPeers() {
  return ONE_SHOT.filter(({ program }) => has(program)).map(({ name, program, args }) => ({
    name,
    run: () => spawnSync(program, args, { stdio: ['ignore', 'ignore', 'ignore'] }),
  }));
}
