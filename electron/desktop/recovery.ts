import type { BrowserWindow } from 'electron';

const WINDOW = 60_000;
const MOST = 5;

/** Whether one more death, now, is too many: five within a minute. Pure; `deaths` and `now` in ms. */
export function isTooMany(deaths: readonly number[], now: number): boolean {
  return deaths.filter((death) => now - death < WINDOW).length >= MOST;
}

/** Loads the view again when its process dies; `giveUp` is called instead when it dies again and again. */
export function reloadAfterCrash(window: BrowserWindow, log: (line: string) => void, giveUp: () => void): void {
  const deaths: number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    log(`The view's process has ended (${reason}).`);
    deaths.push(performance.now());
    if (isTooMany(deaths, performance.now())) return giveUp();
    setImmediate(() => {
      if (!window.isDestroyed()) window.webContents.reload();
    });
  });
}
