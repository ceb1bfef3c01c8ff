import { join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import { languageOf, type Text } from '../../shared/words/text.ts';
import type { Engine } from '../engine/engine.ts';
import { readStaticFiles } from '../engine/hosting/staticFiles.ts';
import { startEngine } from '../engine/startEngine.ts';
import { declareAppProtocol, serveAppProtocol } from './appProtocol.ts';
import { parseDesktopArguments } from './desktopArguments.ts';
import { hardenApp, hardenSession } from './hardening.ts';
import { openPorts } from './ipcPort.ts';
import { showMenu } from './menu.ts';
import { reloadAfterCrash } from './recovery.ts';
import { openWindow } from './window.ts';

/** ms between samples while someone looks. */
const INTERVAL = 1000;
/** ms that the engine may take to end; the whole of quitting takes less than 2 s. */
const ENGINE_DEADLINE = 1500;
const GAVE_UP: Text = { en: 'The view keeps crashing. Procession ends now.', zh: '界面反复崩溃，Procession 即将退出。' };

const here = import.meta.dirname;
const log = (line: string): void => void process.stderr.write(`procession: ${line}\n`);

let window: BrowserWindow | null = null;

function start(): void {
  declareAppProtocol();
  hardenApp();
  app.on('second-instance', showWindow);
  app.on('window-all-closed', () => app.quit());
  void app.whenReady().then(open);
}

function open(): void {
  const { provider } = parseDesktopArguments(process.argv);
  const programs = { samplerWorker: join(here, 'samplerWorker.js'), reader: join(here, 'reader.js') };
  const engine = startEngine({ programs, provider, interval: INTERVAL, isReadOnly: false, log });
  quitWith(engine);
  hardenSession();
  serveAppProtocol(readStaticFiles(join(here, '../renderer')));
  const language = languageOf(app.getLocale());
  showMenu(language);
  window = openWindow(join(here, '../preload/preload.cjs'));
  window.on('closed', () => {
    window = null;
  });
  openPorts(window, engine);
  reloadAfterCrash(window, log, () => {
    dialog.showErrorBox('Procession', GAVE_UP[language]);
    app.quit();
  });
}

function showWindow(): void {
  if (window === null) return;
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

if (app.requestSingleInstanceLock()) start();
else app.quit();
