import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { SettingsKeeper } from '../engine/settings/settingsKeeper.ts';
import { isSameValue } from '../../shared/settings/registry.ts';
import { START_URL } from './origin.ts';
import { LEAST, placeWindow, type WindowPlace } from './windowPlace.ts';

/** The view's own page colours, so that nothing flashes before its first paint. */
const BACKGROUND = { light: '#ffffff', dark: '#111418' } as const;
/** ms after the last movement at which its place is kept. */
const KEEP_AFTER = 500;

export interface WindowOptions {
  readonly preload: string;
  /** A PNG; on macOS the bundle has it. */
  readonly icon: string;
  /** Where the window's place is kept. */
  readonly settings: SettingsKeeper;
}

/** The one window, sandboxed; it shows itself when the view has painted, where it stood the last time. */
export function openWindow({ preload, icon, settings }: WindowOptions): BrowserWindow {
  const place = settings.values.window;
  const { id } = screen.getPrimaryDisplay();
  const areas = screen
    .getAllDisplays()
    .toSorted((a, b) => Number(b.id === id) - Number(a.id === id))
    .map(({ workArea }) => workArea);
  const window = new BrowserWindow({
    title: 'Procession',
    ...placeWindow(place, areas as [(typeof areas)[0], ...typeof areas]),
    minWidth: LEAST.width,
    minHeight: LEAST.height,
    show: false,
    autoHideMenuBar: true,
    icon,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
    },
  });
  if (place?.isMaximized === true) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('page-title-updated', (event) => event.preventDefault());
  keepPlace(window, settings);
  void window.loadURL(START_URL);
  return window;
}

/** Kept when it has come to rest, and when the window is closed. */
function keepPlace(window: BrowserWindow, settings: SettingsKeeper): void {
  const keep = (): void => {
    clearTimeout(timer);
    if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return;
    const { x, y, width, height } = window.getNormalBounds();
    const now: WindowPlace = { x, y, width, height, isMaximized: window.isMaximized() };
    if (!isSameValue(now, settings.values.window)) settings.change({ set: { window: now }, reset: [] });
  };
  let timer: NodeJS.Timeout | undefined;
  const keepSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(keep, KEEP_AFTER);
  };
  window.on('resize', keepSoon);
  window.on('move', keepSoon);
  window.on('close', keep);
}
