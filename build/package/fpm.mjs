#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { isProgram } from '../root.mjs';

/**
 * What electron-builder wants of fpm (github.com/jordansissel/fpm), over dpkg-deb and rpmbuild, which the system has: fpm itself would be fetched
 * from elsewhere with a Ruby of its own. Takes `-s dir -t deb|rpm` and the options below; throws on any other.
 */

/** Options with a value, and those that may be given more than once. */
const VALUES = [
  '-s',
  '-t',
  '--architecture',
  '--after-install',
  '--after-remove',
  '--description',
  '--version',
  '--package',
  '--name',
  '--maintainer',
  '--vendor',
  '--url',
  '--category',
  '--deb-priority',
  '--deb-compression',
  '--rpm-summary',
  '--rpm-os',
  '--rpm-compression',
  '--license',
  '--iteration',
];
const LISTS = ['-d', '--deb-recommends'];
const FLAGS = ['--force'];

/**
 * @typedef {object} Order
 * @property {Readonly<Record<string, string>>} values
 * @property {Readonly<Record<string, readonly string[]>>} lists
 * @property {readonly (readonly [from: string, to: string])[]} files
 */

/**
 * @param {readonly string[]} args
 * @returns {Order}
 */
export function parseOrder(args) {
  /** @type {Record<string, string>} */
  const values = {};
  /** @type {Record<string, string[]>} */
  const lists = Object.fromEntries(LISTS.map((name) => [name, []]));
  /** @type {[string, string][]} */
  const files = [];
  const queue = [...args];
  for (let arg = queue.shift(); arg !== undefined; arg = queue.shift()) {
    if (FLAGS.includes(arg)) continue;
    if (VALUES.includes(arg)) values[arg] = queue.shift() ?? '';
    else if (LISTS.includes(arg)) lists[arg]?.push(queue.shift() ?? '');
    else if (arg.startsWith('-') || !arg.includes('=')) throw new Error(`fpm: no option ${arg}`);
    else files.push([arg.slice(0, arg.indexOf('=')), arg.slice(arg.indexOf('=') + 1)]);
  }
  return { values, lists, files };
}

/**
 * Puts the files where they will be installed, below `stage`; a folder that ends in a slash gives what is in it.
 * @param {Order['files']} files
 * @param {string} stage
 */
function stageFiles(files, stage) {
  for (const [from, to] of files) {
    const target = join(stage, to);
    mkdirSync(from.endsWith('/') ? target : dirname(target), { recursive: true });
    cpSync(from, target, { recursive: true, verbatimSymlinks: true });
  }
  for (const path of walk(stage)) {
    const { mode } = lstatSync(path);
    if (!lstatSync(path).isSymbolicLink()) chmodSync(path, lstatSync(path).isDirectory() || (mode & 0o100) !== 0 ? 0o755 : 0o644);
  }
}

/**
 * Every path below a folder, folders first.
 * @param {string} folder
 * @returns {string[]}
 */
const walk = (folder) => readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)));

/** @param {string} text */
const indent = (text) =>
  text
    .split('\n')
    .map((line) => ` ${line.trim() === '' ? '.' : line.trim()}`)
    .join('\n');

/** @param {string} program @param {readonly string[]} args */
function run(program, args) {
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
  if (status !== 0) throw new Error(`${program} failed: ${error?.message ?? stderr}`);
}

/**
 * @param {Order} order
 * @param {string} work
 */
function makeDeb({ values, lists, files }, work) {
  const stage = join(work, 'stage');
  mkdirSync(join(stage, 'DEBIAN'), { recursive: true });
  stageFiles(files, stage);
  const inside = walk(stage).filter((path) => !path.startsWith(join(stage, 'DEBIAN')) && lstatSync(path).isFile());
  const [summary = '', ...more] = (values['--description'] ?? '').split('\n').filter((line) => line.trim() !== '');
  const control = [
    `Package: ${values['--name']}`,
    `Version: ${values['--version']}`,
    `Architecture: ${values['--architecture']}`,
    `Maintainer: ${values['--maintainer']}`,
    `Installed-Size: ${Math.ceil(inside.reduce((sum, path) => sum + lstatSync(path).size, 0) / 1024)}`,
    ...(lists['-d']?.length ? [`Depends: ${lists['-d'].join(', ')}`] : []),
    ...(lists['--deb-recommends']?.length ? [`Recommends: ${lists['--deb-recommends'].join(', ')}`] : []),
    `Section: ${values['--category'] ?? 'utils'}`,
    `Priority: ${values['--deb-priority'] ?? 'optional'}`,
    ...(values['--url'] ? [`Homepage: ${values['--url']}`] : []),
    `Description: ${summary.trim()}`,
    ...(more.length > 0 ? [indent(more.join('\n'))] : []),
  ];
  writeFileSync(join(stage, 'DEBIAN/control'), `${control.join('\n')}\n`);
  const sums = inside.map((path) => `${createHash('md5').update(readFileSync(path)).digest('hex')}  ${relative(stage, path)}`);
  writeFileSync(join(stage, 'DEBIAN/md5sums'), `${sums.join('\n')}\n`);
  for (const [name, option] of [
    ['postinst', '--after-install'],
    ['postrm', '--after-remove'],
  ]) {
    const script = values[option ?? ''];
    if (script !== undefined && existsSync(script)) writeFileSync(join(stage, 'DEBIAN', name ?? ''), readFileSync(script), { mode: 0o755 });
  }
  const compression = { gz: 'gzip', zst: 'zstd' }[values['--deb-compression'] ?? ''] ?? values['--deb-compression'] ?? 'xz';
  run('dpkg-deb', ['--root-owner-group', `-Z${compression}`, '--build', stage, values['--package'] ?? '']);
}

/**
 * @param {Order} order
 * @param {string} work
 */
function makeRpm({ values, lists, files }, work) {
  const stage = join(work, 'stage');
  stageFiles(files, stage);
  const listed = walk(stage)
    .filter((path) => !lstatSync(path).isDirectory())
    .map((path) => `"/${relative(stage, path)}"`);
  // A package owns the folders that are its own.
  const own = [...new Set(files.filter(([from]) => from.endsWith('/')).map(([, to]) => `%dir "${to.replace(/\/$/, '')}"`))];
  /** @param {string} option */
  const script = (option) => (values[option] !== undefined && existsSync(values[option]) ? readFileSync(values[option], 'utf8').replace(/^#!.*\n/, '') : '');
  const level = (values['--rpm-compression'] ?? 'xz').startsWith('xz') ? 'w6T0.xzdio' : 'w6.gzdio';
  const spec = [
    '%global __os_install_post %{nil}',
    '%global _build_id_links none',
    '%global debug_package %{nil}',
    `%global _binary_payload ${level}`,
    'AutoReqProv: no',
    `Name: ${values['--name']}`,
    `Version: ${values['--version']}`,
    `Release: ${values['--iteration'] ?? '1'}`,
    `Summary: ${values['--rpm-summary'] ?? values['--name']}`,
    `License: ${values['--license'] ?? 'unknown'}`,
    `Vendor: ${values['--vendor'] ?? ''}`,
    `URL: ${values['--url'] ?? ''}`,
    ...(lists['-d'] ?? []).map((name) => `Requires: ${name}`),
    '%description',
    (values['--description'] ?? '').trim(),
    '%post',
    script('--after-install'),
    // Not after an upgrade, when the new version is installed already.
    '%postun',
    'if [ "$1" -eq 0 ]; then',
    script('--after-remove'),
    'fi',
    '%files',
    ...own,
    ...listed,
  ];
  const file = join(work, 'package.spec');
  writeFileSync(file, `${spec.join('\n')}\n`);
  const out = join(work, 'out');
  run('rpmbuild', [
    '-bb',
    `--define=_topdir ${join(work, 'rpm')}`,
    `--define=_rpmdir ${out}`,
    '--define=_rpmfilename package.rpm',
    `--buildroot=${stage}`,
    `--target=${values['--architecture']}-linux`,
    file,
  ]);
  cpSync(join(out, 'package.rpm'), values['--package'] ?? '');
}

function main() {
  const order = parseOrder(process.argv.slice(2));
  const work = mkdtempSync(join(tmpdir(), 'procession-fpm-'));
  try {
    if (order.values['-t'] === 'deb') makeDeb(order, work);
    else if (order.values['-t'] === 'rpm') makeRpm(order, work);
    else throw new Error(`fpm: no packages of kind ${order.values['-t']}`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

if (isProgram(import.meta.url)) main();
