import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { root } from './root.mjs';

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/**
 * Whether a folder holds a test.
 * @param {string} folder relative to the checkout
 */
export function holdsTests(folder) {
  const path = join(root, folder);
  return existsSync(path) && readdirSync(path, { recursive: true }).some((name) => /\.test\.tsx?$/.test(String(name)));
}

/**
 * Runs vitest, its output to ours, and counts from its own report.
 * @param {string} config
 * @param {readonly string[]} filters
 * @param {{ env?: Readonly<Record<string, string>>, within?: readonly string[] }} [options] `within`: a program and arguments that it is run by
 * @returns {Promise<Counts>}
 */
export async function runVitest(config, filters, { env = {}, within = [] } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'procession-test-'));
  const report = join(folder, 'report.json');
  const command = [
    ...within,
    process.execPath,
    join(root, 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--config',
    config,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...filters,
  ];
  const child = spawn(command[0] ?? process.execPath, command.slice(1), {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    // A build in this process leaves NODE_ENV=production behind, and React without act().
    env: { ...process.env, NODE_ENV: 'test', ...env },
  });
  /** @type {string | number} */
  const status = await new Promise((settle) => {
    child.once('error', (error) => settle(error.message));
    child.once('close', (code) => settle(code ?? -1));
  });
  const read = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null;
  const counts = read === null ? { passed: 0, failed: 0, skipped: 0 } : countReport(read);
  if (read !== null) process.stdout.write(listFailures(read));
  rmSync(folder, { recursive: true, force: true });
  // What fails outside of any test (a file that does not load, an exception nobody caught) counts too, as does a run of nothing.
  if (counts.failed === 0 && (status !== 0 || counts.passed === 0)) {
    process.stdout.write(counts.passed === 0 ? 'FAILED no test passed\n' : `FAILED vitest ended with ${status}\n`);
    return { ...counts, failed: 1 };
  }
  return counts;
}

/** Characters of a failure's message that are shown again. */
const MESSAGE_LENGTH = 1_500;

/**
 * Every test that failed with what it said, once more and in one place: the output above it is long.
 * @param {{ testResults: { name: string, message: string, assertionResults: { status: string, fullName: string, failureMessages: string[] | null }[] }[] }} report
 */
export function listFailures({ testResults }) {
  return testResults
    .flatMap(({ name, message, assertionResults }) => [
      ...(message === '' ? [] : [`${relative(root, name)}: ${message}`]),
      ...assertionResults
        .filter(({ status }) => status === 'failed')
        .map(({ fullName, failureMessages }) => `${relative(root, name)} > ${fullName}\n${(failureMessages ?? []).join('\n')}`),
    ])
    .map((text) => `FAILED ${text.slice(0, MESSAGE_LENGTH)}\n`)
    .join('');
}

/**
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number, testResults: { status: string, assertionResults: { status: string }[] }[] }} report
 * @returns {Counts}
 */
export function countReport({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) {
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length;
  return { passed: numPassedTests, failed: numFailedTests + unloaded, skipped: numPendingTests + numTodoTests };
}
