import { BrowserWindow, nativeTheme, screen } from 'electron';
import { START_URL } from './origin.ts';

const SIZE = { width: 1280, height: 800 } as const;
const LEAST = { width: 640, height: 400 } as const;
/** The view's own page colours, so that nothing flashes before its first paint. */
const BACKGROUND = { light: '#ffffff', dark: '#111418' } as const;

/** The one window, sandboxed; it shows itself when the view has painted. */
export function openWindow(preload: string): BrowserWindow {
  const { workAreaSize } = screen.getPrimaryDisplay();
  const window = new BrowserWindow({
    title: 'Procession',
    width: Math.min(SIZE.width, workAreaSize.width),
    height: Math.min(SIZE.height, workAreaSize.height),
    minWidth: LEAST.width,
    minHeight: LEAST.height,
    show: false,
    autoHideMenuBar: true,
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
  window.once('ready-to-show', () => window.show());
  window.on('page-title-updated', (event) => event.preventDefault());
  void window.loadURL(START_URL);
  return window;
}
