import { join } from 'node:path';
import { app } from 'electron';
import { runBeforeReady } from './beforeReady.ts';
import { collectLinks } from './linkEvents.ts';

runBeforeReady();
if (app.requestSingleInstanceLock()) {
  // Small on purpose: the rest is loaded while Electron gets ready.
  const rest = import('./desktopApp.ts');
  const links = collectLinks();
  void Promise.all([rest, app.whenReady()]).then(([{ runDesktopApp }]) => runDesktopApp(join(import.meta.dirname, '..'), links));
} else {
  process.stderr.write('procession: It is running already and its window was brought to the front, or the folder of its data cannot be written.\n');
  app.exit(0);
}
