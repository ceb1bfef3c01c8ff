import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { obtainElectron, reasonAgainstDesktop } from './electron.mjs';
import { endWithParent } from './parent.mjs';
import { prepare } from './prepare.mjs';
import { isProgram, root } from './root.mjs';
import { parseStartOptions, USAGE } from './startOptions.mjs';

/** @typedef {import('./startOptions.mjs').StartOptions} StartOptions */

/** An Electron that ends with an error this soon never showed a window. */
const SHOWN_AFTER_MS = 5000;
/** What still runs this long after it was told to stop is killed. */
const STOP_WITHIN_MS = 4000;

/** @type {readonly NodeJS.Signals[]} */
const STOP_SIGNALS = process.platform === 'win32' ? ['SIGINT', 'SIGTERM'] : ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** @param {string} text */
const say = (text) => void process.stderr.write(`procession: ${text}\n`);

/** @param {StartOptions} options */
async function start(options) {
  if (options.host === 'web') return openBrowserHost(options);
  const obstacle = reasonAgainstDesktop();
  const electron = obstacle === null ? await obtainElectron(options.host === 'desktop') : { reason: obstacle };
  let reason = 'reason' in electron ? electron.reason : '';
  if ('program' in electron) {
    const { status, isShown } = await runElectron(electron.program, options.provider);
    if (isShown) return void (process.exitCode = status);
    reason = `Electron ended at once (${status})`;
  }
  if (options.host === 'desktop') {
    say(`the desktop app cannot be opened: ${reason}.`);
    process.exitCode = 1;
    return undefined;
  }
  say(`no desktop window: ${reason}. Starting the browser host instead.`);
  return openBrowserHost(options);
}

/**
 * Runs the browser host in this very process: nothing is left to be stopped but itself. A terminal and npm both send SIGINT on Ctrl-C, so a second
 * signal must not cut its shutdown short.
 * @param {StartOptions} options
 */
async function openBrowserHost({ passedOn, provider }) {
  for (const signal of STOP_SIGNALS) process.on(signal, () => void setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref());
  if (process.platform !== 'win32') process.on('SIGHUP', () => void process.emit('SIGTERM'));
  const program = join(root, 'dist', 'node', 'procession.js');
  process.argv = [process.execPath, program, 'serve', ...passedOn, ...provider];
  await import(pathToFileURL(program).href);
}

/**
 * Runs the desktop app until it ends. It leads a process group of its own, so that it hears of Ctrl-C once, from here, and all of it can be ended.
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {Promise<{ status: number, isShown: boolean }>}
 */
function runElectron(program, args) {
  const isGroup = process.platform !== 'win32';
  const startedAt = Date.now();
  const child = spawn(program, ['-r', join(root, 'dist', 'desktop', 'early.cjs'), root, ...args], { cwd: root, stdio: 'inherit', detached: isGroup });
  let isStopping = false;
  const killAll = () => {
    try {
      if (isGroup && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      else child.kill('SIGKILL');
    } catch {
      // The group has ended already.
    }
  };
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    child.kill('SIGTERM');
    setTimeout(killAll, STOP_WITHIN_MS).unref();
  };
  for (const signal of STOP_SIGNALS) process.on(signal, stop);
  process.once('exit', killAll);
  return new Promise((settle) => {
    const end = (/** @type {number} */ status) => {
      killAll();
      for (const signal of STOP_SIGNALS) process.off(signal, stop);
      process.off('exit', killAll);
      settle({ status: isStopping ? 0 : status, isShown: isStopping || status === 0 || Date.now() - startedAt >= SHOWN_AFTER_MS });
    };
    child.once('error', () => end(-1));
    child.once('exit', (code) => end(code ?? 1));
  });
}

async function main() {
  endWithParent();
  const options = parseStartOptions(process.argv.slice(2));
  if (typeof options === 'string') {
    process.stderr.write(`procession: ${options}\n${USAGE}\n`);
    process.exitCode = 2;
  } else if (await prepare('procession')) await start(options);
  else process.exitCode = 1;
}

if (isProgram(import.meta.url)) await main();
