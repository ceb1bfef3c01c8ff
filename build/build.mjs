import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { installMissing } from './install.mjs';
import { withLock } from './lock.mjs';
import { isProgram, root } from './root.mjs';
import { TARGETS } from './targets.mjs';

/** @typedef {import('./targets.mjs').Target} Target */

const dist = join(root, 'dist');

/**
 * Builds the targets whose inputs changed since they were last built, and names them. Throws an Error that tells file and line.
 * @param {readonly string[]} names of targets; all where empty
 * @returns {Promise<string[]>}
 */
export async function buildChanged(names = []) {
  const wanted = TARGETS.filter((target) => names.length === 0 || names.includes(target.name));
  if (wanted.every(isFresh)) return [];
  return withLock(async () => {
    const stale = wanted.filter((target) => !isFresh(target));
    checkEntries(stale);
    for (const target of stale) await build(target);
    return stale.map(({ name }) => name);
  });
}

/** @param {Target} target */
const stampFile = (target) => join(dist, `.stamp-${target.name}`);

/** @param {Target} target */
function isFresh(target) {
  const file = stampFile(target);
  return existsSync(file) && target.outputs.every((output) => existsSync(join(dist, target.name, output))) && readFileSync(file, 'utf8') === digest(target);
}

/**
 * One hash over the paths and contents of all inputs.
 * @param {Target} target
 */
function digest(target) {
  const hash = createHash('sha256');
  for (const path of target.inputs.flatMap((input) => files(join(root, input)))) {
    hash
      .update(`${relative(root, path)}\0`)
      .update(readFileSync(path))
      .update('\0');
  }
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function files(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** @param {readonly Target[]} targets */
function checkEntries(targets) {
  const missing = targets.flatMap(({ name, entries }) =>
    entries.filter((entry) => !existsSync(join(root, entry))).map((entry) => `${entry} does not exist; dist/${name} is built from it`),
  );
  if (missing.length > 0) throw new Error(missing.join('\n'));
}

/** Says nothing on stdout, which belongs to the program that is built for. Errors come as exceptions. */
/** @type {import('vite').Logger} */
const quiet = {
  hasWarned: false,
  info: () => {},
  warn: (message) => void process.stderr.write(`${message}\n`),
  warnOnce: (message) => void process.stderr.write(`${message}\n`),
  error: () => {},
  clearScreen: () => {},
  hasErrorLogged: () => false,
};

/**
 * Builds beside the old folder and swaps them, so that a failed build leaves the old one whole.
 * @param {Target} target
 */
async function build(target) {
  const { build: viteBuild } = await import('vite');
  const before = digest(target);
  const fresh = join(dist, `.${target.name}`);
  const config = await target.config(fresh);
  try {
    await viteBuild({ ...config, configFile: false, envDir: false, logLevel: 'warn', customLogger: quiet, build: { ...config.build, emptyOutDir: true } });
  } catch (error) {
    throw new Error(`dist/${target.name} cannot be built\n${describe(error)}`, { cause: error });
  }
  checkChunks(join(fresh, 'chunks'));
  if (target.executable !== null) chmodSync(join(fresh, target.executable), 0o755);
  rmSync(stampFile(target), { force: true });
  rmSync(join(dist, target.name), { recursive: true, force: true });
  renameSync(fresh, join(dist, target.name));
  writeFileSync(stampFile(target), before);
}

/**
 * Code that several programs share lies in a folder of its own, where `import.meta` no longer says where the programs are: only entries may ask.
 * @param {string} folder
 */
function checkChunks(folder) {
  for (const path of files(folder).filter((file) => file.endsWith('.js'))) {
    const lines = readFileSync(path, 'utf8').split('\n');
    const at = lines.findIndex((line) => /\bimport\.meta\.(dirname|filename)\b/.test(line));
    if (at === -1) continue;
    const source = lines.slice(0, at).findLast((line) => /^\/\/(#region)? \S+\.[cm]?[jt]sx?$/.test(line)) ?? path;
    throw new Error(
      `${source.replace(/^\/\/(#region)? /, '')}: import.meta.dirname may stand in an entry alone, for this file is bundled into a shared one: ${lines[at]?.trim()}`,
    );
  }
}

/**
 * What failed, with file and line.
 * @param {unknown} error of vite
 */
function describe(error) {
  if (!(error instanceof Error)) return String(error);
  const { id, loc } = /** @type {{ id?: string, loc?: { file?: string, line: number, column: number } }} */ (error);
  const place = loc === undefined ? (id ?? '') : `${loc.file ?? id ?? ''}:${loc.line}:${loc.column}`;
  const where = place === '' || error.message.includes(place) ? '' : `${place}\n`;
  const text = `${where}${error.message}`.replaceAll(`${root}/`, '');
  return process.stderr.isTTY ? text : stripVTControlCharacters(text);
}

async function main() {
  const names = process.argv.slice(2);
  const unknown = names.find((name) => !TARGETS.some((target) => target.name === name));
  if (unknown !== undefined) {
    process.stderr.write(`build: no target ${unknown}; there are ${TARGETS.map(({ name }) => name).join(', ')}\n`);
    return 2;
  }
  try {
    await installMissing();
    const built = await buildChanged(names);
    process.stdout.write(built.length === 0 ? 'build: nothing changed\n' : `build: ${built.map((name) => `dist/${name}`).join(', ')}\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`build: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

if (isProgram(import.meta.url)) process.exitCode = await main();
