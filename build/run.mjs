import { spawn } from 'node:child_process';
import { root } from './root.mjs';

/**
 * Runs a Node script of a package in the checkout and collects what it says.
 * @param {readonly string[]} args script and arguments
 * @returns {Promise<{ status: number, output: string }>} status -1 where a signal ended it
 */
export function runNode(args) {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (bytes) => (output += bytes));
  child.stderr.on('data', (bytes) => (output += bytes));
  return new Promise((settle) => child.on('close', (status) => settle({ status: status ?? -1, output: output.trim() })));
}
