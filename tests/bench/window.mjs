import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { obtainElectron } from '../../build/electron.mjs';
import { root } from '../../build/root.mjs';
import { endAll, watch } from './watch.mjs';

/** Wide enough for both windows side by side: none hides the other. */
const SCREEN = '3200x1600x24';
const isOnPath = (program) => (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));

/** The nearest window among the peers, set to one refresh a second and to all processes. */
const MONITOR = [
  ...['update-interval 1000', "show-whose-processes 'all'", "current-tab 'processes'"].map((key) => `gsettings set org.gnome.gnome-system-monitor ${key}`),
  'exec gnome-system-monitor --show-processes-tab',
].join(' && ');

/** Why the windows cannot be measured here, in words; null where they can. */
export async function whyNoWindows() {
  const missing = ['Xvfb', 'gnome-system-monitor', 'dbus-run-session', 'gsettings'].filter((program) => !isOnPath(program));
  if (missing.length > 0) return `not installed: ${missing.join(', ')}`;
  const electron = await obtainElectron(false);
  return 'reason' in electron ? electron.reason : null;
}

/** A display of its own. */
async function startDisplay() {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = await new Promise((settle, fail) => {
    server.once('error', fail);
    server.once('exit', () => fail(new Error('Xvfb did not start')));
    server.stdio[3].once('data', (bytes) => settle(String(bytes).trim()));
  });
  return { server, display: `:${number}` };
}

/**
 * CPU of the whole app with its window, and of GNOME System Monitor with its own: all their processes, over the same seconds, on one display.
 * @param {number} seconds
 */
export async function measureWindows(seconds) {
  const { folder, program } = await obtainElectron(false);
  const { server, display } = await startDisplay();

  const home = mkdtempSync(join(tmpdir(), 'procession-bench-'));
  const env = { ...process.env, DISPLAY: display, ELECTRON_OVERRIDE_DIST_PATH: folder, LANG: 'C.UTF-8' };
  // Chromium's sandbox does not run as root.
  const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = spawn(program, [...flags, `--user-data-dir=${join(home, 'app')}`, '-r', join(root, 'dist', 'desktop', 'early.cjs'), root], {
    stdio: 'ignore',
    env,
  });
  const monitor = spawn('dbus-run-session', ['--', 'sh', '-c', MONITOR], {
    stdio: 'ignore',
    env: { ...env, XDG_CONFIG_HOME: home, GSETTINGS_BACKEND: 'keyfile', GDK_BACKEND: 'x11', LIBGL_ALWAYS_SOFTWARE: '1', NO_AT_BRIDGE: '1' },
  });
  try {
    // Windows open, caches fill, compilers come to rest.
    await pause(30_000);
    for (const [name, { exitCode, signalCode }] of Object.entries({ Procession: app, 'GNOME System Monitor': monitor }))
      if (exitCode !== null || signalCode !== null) throw new Error(`${name} has ended before it was measured`);
    return await watch(
      [
        { name: 'Procession, its window and all', pid: app.pid },
        { name: 'GNOME System Monitor', pid: monitor.pid },
      ],
      seconds,
    );
  } finally {
    await endAll([app, monitor]);
    await endAll([server]);
    rmSync(home, { recursive: true, force: true });
  }
}
