import { app } from 'electron';
import { declareAppProtocol } from './appProtocol.ts';
import { hardenApp } from './hardening.ts';
import { findUpdateFeed } from './updateFeed.ts';

const IS_DONE = Symbol.for('procession.beforeReady');

/**
 * What must be done before Electron is ready; done once, whoever comes first. Electron waits for its main module, but a program that
 * stands in for its default app loads that module too late: there early.ts is given by `-r`, as in every start from the checkout.
 */
export function runBeforeReady(): void {
  const state = globalThis as { [IS_DONE]?: boolean };
  if (state[IS_DONE] === true) return;
  if (app.isReady()) throw new Error('Electron was ready too early: start it with -r dist/desktop/early.cjs');
  state[IS_DONE] = true;
  declareAppProtocol();
  hardenApp(findUpdateFeed()?.host ?? null);
}
