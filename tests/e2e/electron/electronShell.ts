import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication } from 'playwright-core';
import { type Shell, watchProblems } from '../shell.ts';

export const ROOT = join(import.meta.dirname, '../../..');
export const PRELOAD = join(ROOT, 'dist/preload/preload.cjs');
const END_WITH_TESTS = join(ROOT, 'tests/e2e/endWithTests.cjs');
export const APP_ORIGIN = 'app://procession';

/** The app in a real Electron, and that Electron. */
export interface ElectronShell extends Shell {
  readonly app: ElectronApplication;
}

/** The app as it is built. */
export function openInElectron(...args: string[]): Promise<ElectronShell> {
  return launchElectron(ROOT, ...args);
}

/** A program of our own: a folder with a package.json, or a main module. */
export async function launchElectron(program: string, ...args: string[]): Promise<ElectronShell> {
  const folder = [process.env['ELECTRON_OVERRIDE_DIST_PATH'], join(ROOT, 'node_modules/electron/dist')].find((path) => path !== undefined && existsSync(path));
  if (folder === undefined) throw new Error('there is no Electron: set ELECTRON_OVERRIDE_DIST_PATH');
  const userData = mkdtempSync(join(tmpdir(), 'procession-electron-'));
  const flags = ['--lang=en-US', `--user-data-dir=${userData}`];
  const app = await _electron.launch({
    executablePath: join(folder, process.platform === 'win32' ? 'electron.exe' : 'electron'),
    // Chromium's sandbox does not run as root.
    chromiumSandbox: process.geteuid?.() !== 0,
    args: [...flags, '-r', END_WITH_TESTS, '-r', join(ROOT, 'dist/desktop/early.cjs'), program, ...args],
    env: { ...(process.env as Record<string, string>), LANG: 'en_US.UTF-8', LANGUAGE: 'en', PROCESSION_TEST_PID: String(process.pid) },
  });
  const page = await app.firstWindow();
  const problems = watchProblems(page, APP_ORIGIN);
  return {
    app,
    page,
    origin: APP_ORIGIN,
    problems,
    saved: async (click) => {
      const path = join(userData, 'saved');
      // Instead of the system's dialog, in which nobody is there to say where.
      const done = app.evaluate(
        ({ session }, to) =>
          new Promise<string>((resolve) => {
            session.defaultSession.once('will-download', (_event, item) => {
              item.setSavePath(to);
              item.once('done', (_done, state) => resolve(state));
            });
          }),
        path,
      );
      await click();
      if ((await done) !== 'completed') throw new Error(`the download was ${await done}`);
      return readFileSync(path, 'utf8');
    },
    close: async () => {
      await app.close();
      rmSync(userData, { recursive: true, force: true });
    },
  };
}
