import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

const home = join(root, 'node_modules', 'electron');
const failureFile = join(root, 'dist', '.electron-download-failed');
const DAY_MS = 24 * 3600_000;
const DOWNLOAD_WITHIN_MS = 5 * 60_000;

/** Where the program lies in Electron's folder. */
const PROGRAM = process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : process.platform === 'win32' ? 'electron.exe' : 'electron';

/**
 * Why a desktop window cannot be shown here, whatever Electron says; null where nothing is in the way.
 * @returns {string | null}
 */
export function reasonAgainstDesktop() {
  if (process.platform !== 'linux') return null;
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)';
  if (process.getuid?.() === 0) return "you are root, and Chromium's sandbox does not run as root";
  return null;
}

/** An Electron: its folder and the program in it. */
/** @typedef {{ folder: string, program: string }} Electron */

/**
 * Electron where it is already here.
 * @returns {Electron | null}
 */
function findElectron() {
  const folders = [process.env.ELECTRON_OVERRIDE_DIST_PATH ?? '', join(home, 'dist')].filter(Boolean);
  return folders.map((folder) => ({ folder, program: join(folder, PROGRAM) })).find(({ program }) => existsSync(program)) ?? null;
}

/**
 * Electron, fetched by its own script where it is missing. A failure is remembered for a day; `insists` tries all the same.
 * @param {boolean} insists
 * @returns {Promise<Electron | { reason: string }>}
 */
export async function obtainElectron(insists) {
  const found = findElectron();
  if (found !== null) return found;
  const version = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')).version;
  const known = insists ? null : rememberedFailure(version);
  if (known !== null) return { reason: `${known}; npm start -- --desktop tries again` };
  process.stderr.write(`procession: fetching Electron ${version}, once\n`);
  const failure = await download();
  const fetched = findElectron();
  if (fetched !== null) {
    rmSync(failureFile, { force: true });
    return fetched;
  }
  const reason = `Electron ${version} could not be fetched (${failure ?? 'its script left no program'})`;
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(failureFile, JSON.stringify({ version, reason, at: Date.now() }));
  return { reason };
}

/** @param {string} version */
function rememberedFailure(version) {
  if (!existsSync(failureFile)) return null;
  const failure = JSON.parse(readFileSync(failureFile, 'utf8'));
  const age = Date.now() - failure.at;
  return failure.version === version && age >= 0 && age < DAY_MS ? String(failure.reason) : null;
}

/**
 * Runs Electron's own install script. Ends with the whole command, so that Ctrl-C during a download leaves nothing behind.
 * @returns {Promise<string | null>} what went wrong
 */
function download() {
  const child = spawn(process.execPath, [join(home, 'install.js')], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
  const stop = () => void child.kill('SIGKILL');
  process.once('exit', stop);
  let said = '';
  let isLate = false;
  child.stderr.on('data', (bytes) => (said += bytes));
  const timer = setTimeout(() => {
    isLate = true;
    stop();
  }, DOWNLOAD_WITHIN_MS);
  return new Promise((settle) =>
    child.on('close', (status) => {
      clearTimeout(timer);
      process.off('exit', stop);
      if (isLate) settle(`not within ${DOWNLOAD_WITHIN_MS / 60_000} minutes`);
      else settle(status === 0 ? null : (said.split('\n').find((line) => /error/i.test(line)) ?? `its script ended with ${status}`).trim());
    }),
  );
}
