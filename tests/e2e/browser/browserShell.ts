import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium } from 'playwright-core';
import { type Shell, watchProblems } from '../shell.ts';

const PROGRAM = join(import.meta.dirname, '../../../dist/node/procession.js');
const END_WITH_TESTS = join(import.meta.dirname, '../endWithTests.cjs');
const FLAGS = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** The built browser host, as `procession serve` runs it. */
export interface Serving {
  readonly url: string;
  readonly process: ChildProcess;
  /** Everything it printed so far. */
  output(): string;
  stop(): Promise<number | null>;
}

/** With settings of its own. */
export async function serve(...args: string[]): Promise<Serving> {
  const config = mkdtempSync(join(tmpdir(), 'procession-config-'));
  const serving = await serveIn(config, ...args);
  serving.process.once('exit', () => rmSync(config, { recursive: true, force: true }));
  return serving;
}

/** With the settings of a folder that may outlive it. */
export async function serveIn(config: string, ...args: string[]): Promise<Serving> {
  const child = spawn(process.execPath, ['-r', END_WITH_TESTS, PROGRAM, 'serve', '--no-open', '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, XDG_CONFIG_HOME: config, PROCESSION_TEST_PID: String(process.pid) },
  });
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const read = (data: Buffer): void => {
      output += data.toString();
      const found = /Procession is at (http:\S+)/.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', reject);
    child.once('exit', (status) => reject(new Error(`serve ended with ${status}: ${output}`)));
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const stop = async (): Promise<number | null> => {
    child.kill('SIGTERM');
    return (await exited)[0];
  };
  return { url, process: child, output: () => output, stop };
}

export function launchChromium(): Promise<Browser> {
  const { CHROME_PATH } = process.env;
  const executablePath = CHROME_PATH !== undefined && existsSync(CHROME_PATH) ? CHROME_PATH : '/usr/bin/chromium';
  return chromium.launch({ executablePath, chromiumSandbox: process.geteuid?.() !== 0, args: FLAGS });
}

/** The app in a real Chromium against the real browser host. */
export async function openInBrowser(options: BrowserContextOptions = {}): Promise<Shell> {
  const host = await serve();
  const browser = await launchChromium();
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const { origin } = new URL(host.url);
  const problems = watchProblems(page, origin);
  await page.goto(host.url);
  return {
    page,
    origin,
    problems,
    saved: async (click) => {
      const [download] = await Promise.all([page.waitForEvent('download', { timeout: 15_000 }), click()]);
      return readFileSync(await download.path(), 'utf8');
    },
    close: async () => {
      await browser.close();
      await host.stop();
    },
  };
}
