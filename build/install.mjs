import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { withLock } from './lock.mjs';
import { root } from './root.mjs';

const lockFile = join(root, 'package-lock.json');
const installed = join(root, 'node_modules', '.package-lock.json');
const stampFile = join(root, 'node_modules', '.procession-lock');

/** The oldest Node that has `import.meta.dirname`. */
const OLDEST_NODE = [20, 11];

/**
 * Runs `npm ci` where node_modules is missing or does not fit package-lock.json. Says so on stderr, in one line.
 * Throws an Error whose message tells the user what to do.
 */
export async function installMissing() {
  checkNode();
  if (isInstalled()) return;
  await withLock(async () => {
    if (isInstalled()) return;
    process.stderr.write('procession: installing packages (npm ci), once\n');
    await runNpmCi();
    writeFileSync(stampFile, stamp());
  });
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
    throw new Error(
      `Procession needs Node ${OLDEST_NODE.join('.')} or newer, and this is ${process.versions.node}. Install a newer one from https://nodejs.org.`,
    );
  }
}

/** Whether what is installed is what package-lock.json asks for. An installation made by hand is recognised and stamped. */
function isInstalled() {
  if (!existsSync(installed)) return false;
  const now = stamp();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === now) return true;
  if (!fits(JSON.parse(readFileSync(lockFile, 'utf8')).packages, JSON.parse(readFileSync(installed, 'utf8')).packages)) return false;
  writeFileSync(stampFile, now);
  return true;
}

function stamp() {
  const { mtimeMs, size } = statSync(installed);
  return `${createHash('sha256').update(readFileSync(lockFile)).digest('hex')} ${mtimeMs} ${size}\n`;
}

/**
 * Whether node_modules holds every package of the lock file in its version, and no other. Optional ones (of other systems) may be missing.
 * @param {Record<string, { version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }>} wanted
 * @param {Record<string, { version?: string }>} present
 */
export function fits(wanted, present) {
  const isMet = Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
    const there = present[path];
    if (path === '') return true;
    return there === undefined ? optional === true || devOptional === true : there.version === version;
  });
  return isMet && Object.keys(present).every((path) => path in wanted);
}

/** npm as a program and its first arguments, without a shell. */
export function npmCommand() {
  const beside = dirname(process.execPath);
  const scripts = [
    process.env.npm_execpath ?? '',
    join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  const script = scripts.find((path) => basename(path) === 'npm-cli.js' && existsSync(path));
  return script === undefined ? ['npm'] : [process.execPath, script];
}

async function runNpmCi() {
  const [program = 'npm', ...first] = npmCommand();
  const child = spawn(program, [...first, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (bytes) => (said += bytes));
  child.stderr.on('data', (bytes) => (said += bytes));
  /** @type {string | number | null} */
  const status = await new Promise((settle) => {
    child.on('error', (error) => settle(error.message));
    child.on('close', settle);
  });
  if (status === 0) return;
  const last = said.trim().split('\n').slice(-8).join('\n');
  throw new Error(
    `${last}\nnpm ci failed (${status}). Check that the npm registry can be reached (npm ping) and that node_modules may be written, then run the command again.`,
  );
}
