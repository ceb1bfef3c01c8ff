import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication } from 'playwright-core';
import { type Shell, watchProblems } from '../shell.ts';

export const ROOT = join(import.meta.dirname, '../../..');
export const PRELOAD = join(ROOT, 'dist/preload/preload.cjs');
export const END_WITH_TESTS = join(ROOT, 'tests/e2e/endWithTests.cjs');
export const APP_ORIGIN = 'app://procession';

/** The app in a real Electron, and that Electron. */
export interface ElectronShell extends Shell {
  readonly app: ElectronApplication;
  /** The folder where the app keeps its data. */
  readonly userData: string;
  /** The preload as this app loads it. */
  readonly preload: string;
}

/** The Electron that tests run in; throws where there is none. */
export function electronFolder(): string {
  const folder = [process.env['ELECTRON_OVERRIDE_DIST_PATH'], join(ROOT, 'node_modules/electron/dist')].find((path) => path !== undefined && existsSync(path));
  if (folder === undefined) throw new Error('there is no Electron: set ELECTRON_OVERRIDE_DIST_PATH');
  return folder;
}

/** The app as it is built. */
export function openInElectron(...args: string[]): Promise<ElectronShell> {
  return launchElectron(ROOT, ...args);
}

/** The app as it is built, with data that outlive it. */
export function openInFolder(userData: string, ...args: string[]): Promise<ElectronShell> {
  return launch(userData, null, ROOT, args);
}

/** A program of our own: a folder with a package.json, or a main module. */
export function launchElectron(program: string, ...args: string[]): Promise<ElectronShell> {
  const userData = mkdtempSync(join(tmpdir(), 'procession-electron-'));
  return launch(userData, userData, program, args);
}

/** Program and arguments that start the app as it is built. */
export function electronCommand(userData: string, program = ROOT): string[] {
  const file = join(electronFolder(), process.platform === 'win32' ? 'electron.exe' : 'electron');
  // Chromium's sandbox does not run as root.
  const sandbox = process.geteuid?.() === 0 ? ['--no-sandbox'] : [];
  return [file, ...sandbox, '--lang=en-US', `--user-data-dir=${userData}`, '-r', END_WITH_TESTS, '-r', join(ROOT, 'dist/desktop/early.cjs'), program];
}

async function launch(userData: string, folder: string | null, program: string, args: readonly string[]): Promise<ElectronShell> {
  const [executablePath = '', ...rest] = electronCommand(userData, program);
  const app = await _electron.launch({
    executablePath,
    chromiumSandbox: process.geteuid?.() !== 0,
    args: [...rest, ...args],
    env: { ...(process.env as Record<string, string>), LANG: 'en_US.UTF-8', LANGUAGE: 'en', PROCESSION_TEST_PID: String(process.pid) },
  });
  return shellOf(app, { userData, preload: PRELOAD, folder });
}

/** A launched app as tests see it; `folder`, where there is one, is deleted when it is closed. */
export async function shellOf(
  app: ElectronApplication,
  { userData, preload, folder }: Pick<ElectronShell, 'userData' | 'preload'> & { readonly folder: string | null },
): Promise<ElectronShell> {
  const page = await app.firstWindow();
  const problems = watchProblems(page, APP_ORIGIN);
  return {
    app,
    page,
    origin: APP_ORIGIN,
    problems,
    userData,
    preload,
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
      if (folder !== null) rmSync(folder, { recursive: true, force: true });
    },
  };
}
