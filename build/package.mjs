import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { buildChanged } from './build.mjs';
import { obtainElectron } from './electron.mjs';
import { installMissing, npmCommand } from './install.mjs';
import { packageConfig } from './package/config.mjs';
import { stageCli } from './package/stageCli.mjs';
import { isProgram, root } from './root.mjs';

/** What packages are built with lies apart: nobody else installs it. */
const TOOLS = join(root, 'dist', 'packager');
const OUTPUT = join(root, 'dist', 'package');
const USAGE = 'npm run package [-- [--for-tests] [--feed URL] [TARGET…]]';

/** Every package that is configured, by the system that it is for. */
const TARGETS = /** @type {const} */ ({ linux: ['deb', 'AppImage', 'rpm', 'tar.gz'], darwin: ['dmg', 'zip'], win32: ['nsis', 'zip'] });

/** @param {string} text */
const say = (text) => void process.stdout.write(`${text}\n`);

/** @param {string} program */
const has = (program) => spawnSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' }).status === 0;

/**
 * Why a package of this very system cannot be built here; null where nothing is known to be in the way.
 * @param {string} target
 */
function reasonAgainst(target) {
  if (process.platform !== 'linux') return null;
  if (target === 'deb' && !has('dpkg-deb')) return 'dpkg-deb is missing (Debian: dpkg)';
  if (target === 'rpm' && !has('rpmbuild')) return 'rpmbuild is missing (Debian: rpm, Fedora: rpm-build)';
  if (target === 'tar.gz' && !has('7za')) return '7za is missing (Debian: p7zip-full)';
  return null;
}

/** Installs electron-builder as its own lock file pins it. */
async function installTools() {
  const lock = 'package-lock.json';
  const isSame = existsSync(join(TOOLS, lock)) && readFileSync(join(TOOLS, lock), 'utf8') === readFileSync(join(root, 'build/package', lock), 'utf8');
  if (isSame && existsSync(join(TOOLS, 'node_modules', 'electron-builder'))) return;
  process.stderr.write('procession: installing electron-builder (npm ci), once\n');
  mkdirSync(TOOLS, { recursive: true });
  for (const name of ['package.json', lock]) cpSync(join(root, 'build/package', name), join(TOOLS, name));
  const [program = 'npm', ...first] = npmCommand();
  const child = spawn(program, [...first, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: TOOLS,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const status = await new Promise((settle) => child.on('close', settle));
  if (status !== 0) throw new Error('electron-builder could not be installed: npm ci failed');
}

/**
 * Packs the app for this system into a folder, and each target out of it.
 * @param {{ electronDist: string | null, electronVersion: string, targets: readonly string[], feed: string | null, isQuick: boolean }} options
 * @returns {Promise<{ built: string[], failed: [target: string, reason: string][] }>} files of OUTPUT
 */
export async function buildPackages({ electronDist, electronVersion, targets, feed, isQuick }) {
  await installTools();
  rmSync(OUTPUT, { recursive: true, force: true });
  mkdirSync(OUTPUT, { recursive: true });
  writeFileSync(join(OUTPUT, 'procession.1.gz'), gzipSync(readFileSync(join(root, 'build/package/procession.1')), { level: 9 }));
  process.env.CUSTOM_FPM_PATH = join(root, 'build/package/fpm.mjs');
  if (has('7za')) process.env.ELECTRON_BUILDER_7ZIP_PATH ??= spawnSync('sh', ['-c', 'command -v 7za'], { encoding: 'utf8' }).stdout.trim();
  const builder = await import(pathToFileURL(join(TOOLS, 'node_modules/electron-builder/out/index.js')).href);
  const { build, Platform } = builder.default ?? builder;
  const cli = join(OUTPUT, 'cli');
  stageCli(cli);
  // electron-builder changes what it is given.
  const config = () => packageConfig({ electronDist, electronVersion, output: OUTPUT, cli, feed, isQuick });
  const common = { projectDir: root, publish: 'never' };
  await build({ ...common, config: config(), targets: Platform.current().createTarget('dir') });
  const folder = readdirSync(OUTPUT).find((name) => /unpacked$|^mac/.test(name));
  if (folder === undefined) throw new Error('electron-builder left no folder');
  /** @type {string[]} */
  const built = [folder];
  /** @type {[string, string][]} */
  const failed = [];
  for (const target of targets) {
    try {
      const files = await build({ ...common, config: config(), targets: Platform.current().createTarget(target), prepackaged: join(OUTPUT, folder) });
      built.push(...files.map((/** @type {string} */ file) => relative(OUTPUT, file)));
    } catch (error) {
      failed.push([target, error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)]);
    }
  }
  return { built, failed };
}

/** @param {string} path */
function sizeOf(path) {
  if (!statSync(path).isDirectory()) return statSync(path).size;
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath ?? entry.path, entry.name)).size, 0);
}

/**
 * Whether updates may come from there: what comes over http could be anybody's.
 * @param {string} text
 */
export const isFeed = (text) => URL.canParse(text) && new URL(text).protocol === 'https:';

async function main() {
  const { values, positionals: asked } = parseArgs({ options: { 'for-tests': { type: 'boolean' }, feed: { type: 'string' } }, allowPositionals: true });
  const isForTests = values['for-tests'] === true;
  const feed = values.feed ?? null;
  if (feed !== null && !isFeed(feed)) {
    process.stderr.write(`package: --feed wants an https address, of a folder that holds the packages and latest*.yml\n${USAGE}\n`);
    return 2;
  }
  const own = /** @type {Readonly<Record<string, readonly string[]>>} */ (TARGETS)[process.platform] ?? [];
  const unknown = asked.find((target) => !own.includes(target));
  if (unknown !== undefined) {
    process.stderr.write(`package: no target ${unknown} on this system; there are ${own.join(', ')}\n${USAGE}\n`);
    return 2;
  }
  await installMissing();
  await buildChanged();
  const electron = await obtainElectron(true);
  const { electron: pinned } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies;
  /** @type {[string, string][]} */
  const missing = [];
  if ('reason' in electron) missing.push(...own.map((target) => /** @type {[string, string]} */ ([target, electron.reason])));
  else {
    const electronVersion = readFileSync(join(electron.folder, 'version'), 'utf8').trim().replace(/^v/, '');
    if (electronVersion !== pinned && !isForTests)
      throw new Error(`this is Electron ${electronVersion}, and packages hold ${pinned}: unset ELECTRON_OVERRIDE_DIST_PATH, or say --for-tests`);
    const wanted = asked.length > 0 ? asked : own;
    const targets = wanted.filter((target) => reasonAgainst(target) === null);
    missing.push(
      ...wanted.filter((target) => !targets.includes(target)).map((target) => /** @type {[string, string]} */ ([target, reasonAgainst(target) ?? ''])),
    );
    const { built, failed } = await buildPackages({ electronDist: electron.folder, electronVersion, targets, feed, isQuick: isForTests });
    missing.push(...failed);
    for (const name of built) say(`built      ${name}  ${(sizeOf(join(OUTPUT, name)) / 1e6).toFixed(0)} MB`);
  }
  for (const [target, reason] of missing) say(`not built  ${target}: ${reason}`);
  for (const [system, targets] of Object.entries(TARGETS).filter(([name]) => name !== process.platform))
    say(`not built  ${targets.join(', ')} for ${system}: they are built on that system, for they hold its own binaries`);
  say(`not built  for other processors than ${process.arch}: for the same reason`);
  return asked.length > 0 && missing.length > 0 ? 1 : 0;
}

if (isProgram(import.meta.url)) {
  try {
    process.exitCode = await main();
  } catch (error) {
    process.stderr.write(`package: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
