import { join } from 'node:path';
import { app } from 'electron';
import { declareAppProtocol } from './appProtocol.ts';
import { hardenApp } from './hardening.ts';

/* The entry is small on purpose: what it does must be done before Electron is ready, and a large module is not loaded by then
   where Electron does not wait for it. The rest is loaded meanwhile. */
declareAppProtocol();
hardenApp();

if (app.requestSingleInstanceLock()) {
  const rest = import('./desktopApp.ts');
  void Promise.all([rest, app.whenReady()]).then(([{ runDesktopApp }]) => runDesktopApp(join(import.meta.dirname, '..')));
} else {
  process.stderr.write('procession: It is running already; its window was brought to the front.\n');
  app.exit(0);
}
