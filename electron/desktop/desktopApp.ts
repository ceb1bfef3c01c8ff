import { join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import { languageOf, type Text } from '../../shared/words/text.ts';
import type { Engine } from '../engine/engine.ts';
import { readStaticFiles } from '../engine/hosting/staticFiles.ts';
import { startEngine } from '../engine/startEngine.ts';
import { serveAppProtocol } from './appProtocol.ts';
import { parseDesktopArguments } from './desktopArguments.ts';
import { hardenSession } from './hardening.ts';
import { openPorts } from './ipcPort.ts';
import { showMenu } from './menu.ts';
import { reloadAfterCrash } from './recovery.ts';
import { forkUtilityReader } from './utilityReader.ts';
import { openWindow } from './window.ts';

/** ms between samples while someone looks. */
const INTERVAL = 1000;
/** ms that the engine may take to end; the whole of quitting takes less than 2 s. */
const ENGINE_DEADLINE = 1500;
const GAVE_UP: Text = { en: 'The view keeps crashing. Procession ends now.', zh: '界面反复崩溃，Procession 即将退出。' };

const log = (line: string): void => void process.stderr.write(`procession: ${line}\n`);

/** The desktop app: one engine, one window. Runs once Electron is ready. `dist` is the folder of what was built. */
export function runDesktopApp(dist: string): void {
  const { provider } = parseDesktopArguments(process.argv);
  const engine = startEngine({
    samplerWorker: join(dist, 'node/samplerWorker.js'),
    launchReader: forkUtilityReader(join(dist, 'node/reader.js')),
    helper: { node: process.execPath, isElectron: true, script: join(dist, 'node/privilegeHelper.js') },
    provider,
    interval: INTERVAL,
    isReadOnly: false,
    log,
  });
  hardenSession();
  serveAppProtocol(readStaticFiles(join(dist, 'renderer')));
  const language = languageOf(app.getLocale());
  showMenu(language);
  const window = openWindow(join(dist, 'preload/preload.cjs'));
  openPorts(window, engine);
  reloadAfterCrash(window, log, () => {
    dialog.showErrorBox('Procession', GAVE_UP[language]);
    app.quit();
  });
  app.on('second-instance', () => showAgain(window));
  app.on('window-all-closed', () => app.quit());
  quitWith(engine);
}

function showAgain(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Ends the engine before the app, but waits for it no longer than the deadline. */
function quitWith(engine: Engine): void {
  app.on('will-quit', (event) => {
    event.preventDefault();
    const deadline = new Promise<void>((resolve) => setTimeout(resolve, ENGINE_DEADLINE));
    void Promise.race([engine.close(), deadline]).finally(() => app.exit(0));
  });
}
