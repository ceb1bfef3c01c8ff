import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { root } from '../root.mjs';
import { isNeeded } from './config.mjs';

/** Packages that stay outside of the bundle, with what they bring. */
const PACKAGES = ['koffi', '@koromix', 'pidusage', 'ps-list', 'ws'];
/** Electron's own program and its parts are none of it. */
const PROGRAMS = ['procession.js', 'samplerWorker.js', 'reader.js', 'privilegeHelper.js', 'chunks'];

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
  for (const name of PROGRAMS) copy(`dist/node/${name}`);
  copy('dist/renderer');
  for (const name of PACKAGES) copy(`node_modules/${name}`);
  cpSync(join(root, 'build/package/procession.sh'), join(folder, 'procession'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
}
