import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { installMissing } from './install.mjs';
import { checkLayers } from './layers/checkLayers.mjs';
import { isProgram, root } from './root.mjs';
import { runNode } from './run.mjs';

/**
 * @typedef {object} CheckResult
 * @property {string} name
 * @property {boolean} isPassed
 * @property {string} output what is wrong; empty where nothing is
 */

/** Compilers that run at a time. */
const PARALLEL = 2;

/** Types, layers, lint and format, each with its result. */
export async function runChecks() {
  return [await checkTypes(), checkTheLayers(), await checkLint(), await checkFormat()];
}

/** One compiler project per runtime. */
async function checkTypes() {
  const projects = readdirSync(join(root, 'build', 'tsconfig')).filter((file) => file.endsWith('.json') && file !== 'base.json');
  if (projects.length === 0) return result('types', 'build/tsconfig holds no project');
  /** @type {string[]} */
  const outputs = [];
  const queue = [...projects];
  const work = async () => {
    for (let project = queue.shift(); project !== undefined; project = queue.shift()) {
      const { status, output } = await runNode(['node_modules/typescript/bin/tsc', '-p', `build/tsconfig/${project}`, '--pretty', 'false']);
      if (status !== 0) outputs.push(`${project}:\n${output}`);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  return result('types', outputs.join('\n'));
}

function checkTheLayers() {
  return result('layers', checkLayers(root).violations.join('\n'));
}

async function checkLint() {
  const { status, output } = await runNode(['node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings', '--report-unused-disable-directives']);
  return result('lint', status === 0 ? unlessBlind(output, /\bon [1-9]\d* files?\b/) : output);
}

async function checkFormat() {
  const { status, output } = await runNode(['node_modules/@biomejs/biome/bin/biome', 'format', '--colors=off', '--max-diagnostics=20', '.']);
  return result('format', status === 0 ? unlessBlind(output, /\bChecked [1-9]\d* files?\b/) : `${output}\nnpm run format puts it right.`);
}

/**
 * A check that sees no files has failed, whatever its status says.
 * @param {string} output
 * @param {RegExp} seen what it says when it saw some
 */
function unlessBlind(output, seen) {
  return seen.test(output) ? '' : `saw no files: ${output}`;
}

/**
 * @param {string} name
 * @param {string} output
 * @returns {CheckResult}
 */
function result(name, output) {
  return { name, isPassed: output === '', output };
}

/**
 * Prints one line a check, and what is wrong under it.
 * @param {readonly CheckResult[]} results
 */
export function printChecks(results) {
  for (const { name, isPassed, output } of results) {
    process.stdout.write(`${isPassed ? 'ok    ' : 'FAILED'} ${name}\n`);
    if (!isPassed) process.stdout.write(`${output}\n`);
  }
}

async function main() {
  try {
    await installMissing();
  } catch (error) {
    process.stderr.write(`check: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
  const results = await runChecks();
  printChecks(results);
  return results.every(({ isPassed }) => isPassed) ? 0 : 1;
}

if (isProgram(import.meta.url)) process.exitCode = await main();
