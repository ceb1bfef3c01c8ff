import { join } from 'node:path';
import { app, type BrowserWindow, dialog, nativeTheme } from 'electron';
import { visibleText } from '../../shared/process/visibleText.ts';
import { type Language, languageOf, type Text } from '../../shared/words/text.ts';
import type { Engine } from '../engine/engine.ts';
import { limitRate } from '../engine/hosting/limitRate.ts';
import { openLogFile } from '../engine/hosting/logFile.ts';
import { readStaticFiles } from '../engine/hosting/staticFiles.ts';
import { SettingsFile } from '../engine/settings/settingsFile.ts';
import { SettingsKeeper } from '../engine/settings/settingsKeeper.ts';
import { startEngine } from '../engine/startEngine.ts';
import { serveAppProtocol } from './appProtocol.ts';
import { parseDesktopArguments } from './desktopArguments.ts';
import { hardenSession } from './hardening.ts';
import { findHelperProgram } from './helperProgram.ts';
import { openPorts, type Selection, type Shown } from './ipcPort.ts';
import type { LinkEvents } from './linkEvents.ts';
import { showMenu } from './menu.ts';
import { Presence } from './presence.ts';
import { reloadAfterCrash } from './recovery.ts';
import { findUpdateFeed } from './updateFeed.ts';
import { describeUpdateEnd, type Updater, Updates } from './updates.ts';
import { forkUtilityReader } from './utilityReader.ts';
import { openWindow } from './window.ts';

/** ms that the engine may take to end; the whole of quitting takes less than 2 s. */
const ENGINE_DEADLINE = 1500;
const GAVE_UP: Text = { en: 'The view keeps crashing. Procession ends now.', zh: '界面反复崩溃，Procession 即将退出。' };

/** Lines of the log within LOG_WINDOW ms: a fault that repeats itself must not fill a disk. */
const MOST_LOGGED = 100;
const LOG_WINDOW = 60_000;

/** The desktop app: one engine, one window. Runs once Electron is ready. `dist` is the folder of what was built, the icons lie beside it. */
export function runDesktopApp(dist: string, links: LinkEvents): void {
  const { provider } = parseDesktopArguments(process.argv);
  const folder = app.getPath('userData');
  const log = openLog(folder);
  const icon = join(dist, '../build/icons/256x256.png');
  const settings = new SettingsKeeper({ file: new SettingsFile(folder), isDesktop: true, log });
  const engine = startEngine({
    samplerWorker: join(dist, 'node/samplerWorker.js'),
    launchReader: forkUtilityReader(join(dist, 'node/reader.js')),
    helper: findHelperProgram({
      dist,
      electron: process.execPath,
      isPackaged: app.isPackaged,
      resources: process.resourcesPath,
      isAppImage: process.env['APPIMAGE'] !== undefined,
    }),
    provider,
    settings,
    isReadOnly: false,
    log,
  });
  hardenSession();
  serveAppProtocol(readStaticFiles(join(dist, 'renderer')));
  const language = (): Language => (settings.values.language === 'system' ? languageOf(app.getLocale()) : settings.values.language);
  nativeTheme.themeSource = settings.values.theme;
  const window = openWindow({ preload: join(dist, 'preload/preload.cjs'), icon, settings });
  const view = openPorts(window, engine);
  const open = (): void => showAgain(window);
  const select = (target: Selection): void => {
    open();
    view.select(target);
  };
  const show = (what: Shown): void => {
    open();
    view.show(what);
  };
  const presence = new Presence({ engine, icon, onOpen: open, onSelect: ({ pid, startTime }) => select({ pid, startTime }) }, settings.values, language());
  const updates = openUpdates(window, language, () => menu());
  const menu = (): void => showMenu(language(), show, updates === null ? null : { state: updates.state, step: () => void updates.step() });
  menu();
  let spoken = language();
  settings.onChange(({ values }) => {
    nativeTheme.themeSource = values.theme;
    presence.apply(values, language());
    if (spoken === language()) return;
    spoken = language();
    menu();
  });
  links.listen((pid) => (pid === null ? open() : select({ pid, startTime: null })));
  reloadAfterCrash(window, log, () => {
    dialog.showErrorBox('Procession', GAVE_UP[language()]);
    app.quit();
  });
  closeInto(window, () => presence.hasTray && settings.values.closeToTray);
  app.on('activate', open);
  app.on('window-all-closed', () => app.quit());
  quitWith(engine, settings);
}

/** Updates, where a feed is configured; else null, and nothing of them is loaded. `onChange`: the menu has another entry now. */
function openUpdates(window: BrowserWindow, language: () => Language, onChange: () => void): Updates | null {
  const feed = findUpdateFeed();
  if (feed === null) return null;
  const load = async (): Promise<Updater> => {
    const { autoUpdater } = (await import('electron-updater')).default;
    autoUpdater.forceDevUpdateConfig = !app.isPackaged;
    return autoUpdater;
  };
  return new Updates(feed, load, (state) => {
    onChange();
    const message = describeUpdateEnd(state);
    if (message !== null && !window.isDestroyed()) void dialog.showMessageBox(window, { message: visibleText(message[language()]) });
  });
}

/** Hides the window instead of closing it while there is a tray to come back from; quitting closes it in any case. */
function closeInto(window: BrowserWindow, isTray: () => boolean): void {
  let isQuitting = false;
  app.on('before-quit', () => {
    isQuitting = true;
  });
  window.on('close', (event) => {
    if (isQuitting || !isTray()) return;
    event.preventDefault();
    window.hide();
  });
}

/** Lines go to stderr and to the user's log. */
function openLog(folder: string): (line: string) => void {
  const write = openLogFile(join(folder, 'logs'));
  return limitRate(
    (line) => {
      process.stderr.write(`procession: ${visibleText(line)}\n`);
      write(line);
    },
    MOST_LOGGED,
    LOG_WINDOW,
  );
}

function showAgain(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Ends the engine before the app, and lets the settings be written, but waits no longer than the deadline. */
function quitWith(engine: Engine, settings: SettingsKeeper): void {
  app.on('will-quit', (event) => {
    event.preventDefault();
    const deadline = new Promise<void>((resolve) => setTimeout(resolve, ENGINE_DEADLINE));
    void Promise.race([Promise.all([engine.close(), settings.close()]), deadline]).finally(() => app.exit(0));
  });
}
