import { app } from 'electron';
import { declareAppProtocol } from './appProtocol.ts';
import { hardenApp } from './hardening.ts';

/**
 * What must be done before Electron is ready. main.ts does it: Electron waits for its main module. A program that stands in for
 * Electron's own default app loads that module too late; there, and in a start from the checkout, this file is given by `-r`.
 */
const IS_DONE = Symbol.for('procession.early');
const state = globalThis as { [IS_DONE]?: boolean };

if (state[IS_DONE] !== true) {
  if (app.isReady()) {
    process.stderr.write('procession: Electron was ready too early; start it with `-r dist/desktop/early.cjs`.\n');
    app.exit(1);
  } else {
    state[IS_DONE] = true;
    declareAppProtocol();
    hardenApp();
  }
}
