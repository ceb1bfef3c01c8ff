import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { root } from '../root.mjs';
import { isNeeded } from './config.mjs';

/** Packages that stay outside of the bundle, with what they bring. */
const PACKAGES = ['koffi', '@koromix', 'pidusage', 'ps-list', 'ws'];
/** Electron's own program and its parts are none of it. */
const PROGRAMS = ['procession.js', 'samplerWorker.js', 'reader.js', 'privilegeHelper.js'];

/**
 * The programs and the chunks that they import, below the checkout.
 * @returns {string[]}
 */
function programFiles() {
  const files = PROGRAMS.map((name) => `dist/node/${name}`);
  for (const path of files) {
    for (const [, imported] of readFileSync(join(root, path), 'utf8').matchAll(/["'](\.{1,2}\/[^"'\s]+\.js)["']/g)) {
      const found = join(dirname(path), imported ?? '')
        .split(sep)
        .join('/');
      if (existsSync(join(root, found)) && !files.includes(found)) files.push(found);
    }
  }
  return files;
}

/**
 * Puts the command line into a folder, as a program of its own for Node: the installed app's binary cannot run as Node, and Node cannot read
 * Electron's archive.
 * @param {string} folder
 */
export function stageCli(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const copy = (/** @type {string} */ path) =>
    cpSync(join(root, path), join(folder, path), { recursive: true, filter: (from) => isNeeded(relative(root, from).split(sep).join('/')) });
  for (const path of programFiles()) copy(path);
  copy('dist/renderer');
  for (const name of PACKAGES) copy(`node_modules/${name}`);
  cpSync(join(root, 'build/package/procession.sh'), join(folder, 'procession'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
}
