import { chownSync, cpSync, existsSync, linkSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from 'playwright-core';
import { END_WITH_TESTS, electronFolder, type ElectronShell, ROOT, shellOf } from './electronShell.ts';

/** nobody. */
const USER = 65534;
const isRoot = process.geteuid?.() === 0;

/** The built app and an Electron in a folder that an ordinary user may read, who has a home in it. */
export interface UserStage {
  /** Who it is run by, as a command to be put before another: empty where we are no root. */
  readonly become: readonly string[];
  readonly program: string;
  readonly electron: string;
  readonly env: Readonly<Record<string, string>>;
  readonly userData: string;
  /** Everything is in it. */
  readonly folder: string;
}

/** Root, for whom Chromium's sandbox does not run, becomes an ordinary user. */
export function stageForUser(): UserStage {
  const folder = mkdtempSync(join(tmpdir(), 'procession-user-'));
  const home = join(folder, 'home');
  mkdirSync(home);
  const program = join(folder, 'app');
  stageApp(program);
  linkFolder(electronFolder(), join(folder, 'electron'));
  const xauthority = join(folder, 'xauthority');
  const { XAUTHORITY = '' } = process.env;
  if (existsSync(XAUTHORITY)) writeFileSync(xauthority, readFileSync(XAUTHORITY), { mode: 0o600 });
  if (isRoot) for (const path of [folder, home, xauthority]) if (existsSync(path)) chownSync(path, USER, USER);
  const { XDG_CONFIG_HOME: _config, XDG_CACHE_HOME: _cache, XDG_RUNTIME_DIR: _runtime, DBUS_SESSION_BUS_ADDRESS: _bus, ...others } = process.env;
  return {
    become: isRoot ? ['setpriv', `--reuid=${USER}`, `--regid=${USER}`, '--clear-groups'] : [],
    program,
    electron: join(folder, 'electron/electron'),
    env: {
      ...(others as Record<string, string>),
      HOME: home,
      LANG: 'en_US.UTF-8',
      LANGUAGE: 'en',
      PROCESSION_TEST_PID: String(process.pid),
      ...(existsSync(xauthority) ? { XAUTHORITY: xauthority } : {}),
    },
    userData: join(home, '.config/Procession'),
    folder,
  };
}

/** The built app in a real Electron as an ordinary user runs it, sandbox and all. */
export async function openAsUser(...args: string[]): Promise<ElectronShell> {
  const { become, program, electron, env, userData, folder } = stageForUser();
  const starter = join(folder, 'start');
  writeFileSync(starter, `#!/bin/sh\nexec ${become.join(' ')} "${electron}" "$@"\n`, { mode: 0o755 });
  const app = await _electron.launch({
    executablePath: starter,
    chromiumSandbox: true,
    cwd: folder,
    args: ['--lang=en-US', '-r', join(program, 'endWithTests.cjs'), '-r', join(program, 'dist/desktop/early.cjs'), program, ...args],
    env,
  });
  return shellOf(app, { userData, preload: join(program, 'dist/preload/preload.cjs'), folder });
}

/** What an installed app holds: what was built, and the packages that stay outside of the bundle. */
function stageApp(program: string): void {
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
  mkdirSync(program);
  cpSync(join(ROOT, 'package.json'), join(program, 'package.json'));
  cpSync(END_WITH_TESTS, join(program, 'endWithTests.cjs'));
  for (const name of ['node', 'preload', 'desktop', 'renderer']) cpSync(join(ROOT, 'dist', name), join(program, 'dist', name), { recursive: true });
  for (const name of [...Object.keys(dependencies), '@koromix', 'safe-buffer']) {
    const from = join(ROOT, 'node_modules', name);
    if (existsSync(from)) cpSync(from, join(program, 'node_modules', name), { recursive: true });
  }
}

/** The same folder again at the cost of its names, or a copy where it lies on another file system. */
function linkFolder(from: string, to: string): void {
  mkdirSync(to);
  for (const name of readdirSync(from)) {
    const [source, target] = [join(from, name), join(to, name)];
    if (lstatSync(source).isDirectory()) linkFolder(source, target);
    else {
      try {
        linkSync(source, target);
      } catch {
        cpSync(source, target);
      }
    }
  }
}
