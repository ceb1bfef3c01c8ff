import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findBrowser, INSTALL_BROWSER } from './browser.mjs';
import { buildChanged } from './build.mjs';
import { printChecks, runChecks } from './check.mjs';
import { installDebian } from './debian.mjs';
import { obtainElectron } from './electron.mjs';
import { installMissing } from './install.mjs';
import { isProgram } from './root.mjs';
import { holdsTests, runVitest } from './vitestRun.mjs';

/** @typedef {import('./vitestRun.mjs').Counts} Counts */

const NONE = { passed: 0, failed: 0, skipped: 0 };

/** @param {string} text */
const heading = (text) => void process.stdout.write(`\n== ${text}\n`);

/** @param {string} program */
const isOnPath = (program) => (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));

/**
 * A part that cannot run, with the reason. Where it must run it has failed.
 * @param {string} part
 * @param {string} reason
 * @param {boolean} isRequired
 * @returns {Counts}
 */
function missPart(part, reason, isRequired) {
  process.stdout.write(`${isRequired ? 'FAILED' : 'skipped'} ${part}: ${reason}\n`);
  return { ...NONE, [isRequired ? 'failed' : 'skipped']: 1 };
}

/** @returns {Promise<Counts>} */
async function checks() {
  const results = await runChecks();
  printChecks(results);
  const passed = results.filter(({ isPassed }) => isPassed).length;
  return { passed, failed: results.length - passed, skipped: 0 };
}

/** @returns {Promise<Counts>} */
async function build() {
  try {
    await buildChanged();
    return NONE;
  } catch (error) {
    process.stdout.write(`FAILED build\n${error instanceof Error ? error.message : String(error)}\n`);
    return { ...NONE, failed: 1 };
  }
}

/**
 * What the hard cases of the unit tests are compiled with, where it can be installed. Without it they are skipped by name.
 * @returns {Promise<Counts>}
 */
async function unitTests() {
  if (existsSync('/dev/fuse') && spawnSync('pkg-config', ['--exists', 'fuse3']).status !== 0)
    installDebian(['gcc', 'libc6-dev', 'pkg-config', 'fuse3', 'libfuse3-dev']);
  return runVitest('build/vitest.config.ts', []);
}

/** @returns {Promise<Counts>} */
async function browserTests() {
  const part = 'end-to-end tests in a browser';
  if (!holdsTests('tests/e2e/browser')) return missPart(part, 'tests/e2e/browser holds none', true);
  const problem = findBrowser() === null && !process.env.CHROME_PATH ? installDebian(['chromium']) : null;
  const browser = findBrowser();
  if (browser === null) return missPart(part, `no Chrome or Chromium was found: ${problem?.startsWith('apt-get') ? problem : INSTALL_BROWSER}`, false);
  return runVitest('build/vitest.e2e.config.ts', ['tests/e2e/browser'], { env: { CHROME_PATH: browser } });
}

/** @returns {Promise<Counts>} */
async function electronTests() {
  const part = 'end-to-end tests in Electron';
  const isRequired = process.env.PROCESSION_REQUIRE_ELECTRON === '1';
  if (!holdsTests('tests/e2e/electron')) return missPart(part, 'tests/e2e/electron holds none', true);
  const electron = await obtainElectron(false);
  if ('reason' in electron) return missPart(part, electron.reason, isRequired);
  const env = { ELECTRON_OVERRIDE_DIST_PATH: electron.folder };
  const needsDisplay = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
  if (needsDisplay && !isOnPath('xvfb-run')) {
    const problem = installDebian(['xvfb', 'xauth']);
    if (problem !== null) return missPart(part, `there is no display, and xvfb-run is not there (${problem})`, isRequired);
  }
  return runVitest('build/vitest.e2e.config.ts', ['tests/e2e/electron'], { env, within: needsDisplay ? ['xvfb-run', '-a'] : [] });
}

/**
 * Every part of `npm test`; what cannot be built is not tested end to end.
 * @returns {Promise<Counts>}
 */
async function runAll() {
  heading('checks');
  const parts = [await checks()];
  heading('build');
  const built = await build();
  parts.push(built);
  heading('unit and contract tests');
  parts.push(await unitTests());
  if (built.failed === 0) {
    heading('end-to-end tests in a browser');
    parts.push(await browserTests());
    heading('end-to-end tests in Electron');
    parts.push(await electronTests());
  }
  return parts.reduce(
    (sum, { passed, failed, skipped }) => ({ passed: sum.passed + passed, failed: sum.failed + failed, skipped: sum.skipped + skipped }),
    NONE,
  );
}

async function main() {
  try {
    await installMissing();
  } catch (error) {
    process.stdout.write(`FAILED install\n${error instanceof Error ? error.message : String(error)}\n\n0 passed, 1 failed, 0 skipped\n`);
    return 1;
  }
  const { passed, failed, skipped } = await runAll();
  process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`);
  return failed === 0 ? 0 : 1;
}

if (isProgram(import.meta.url)) process.exitCode = await main();
