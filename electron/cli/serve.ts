import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { visibleText } from '../../shared/process/visibleText.ts';
import { limitRate } from '../engine/hosting/limitRate.ts';
import { platform } from '../engine/providers/index.ts';
import { SettingsFile } from '../engine/settings/settingsFile.ts';
import { settingsFolder } from '../engine/settings/settingsFolder.ts';
import { SettingsKeeper } from '../engine/settings/settingsKeeper.ts';
import { startEngine } from '../engine/startEngine.ts';
import { openBrowser } from '../web/openBrowser.ts';
import { startWebHost } from '../web/webHost.ts';
import { HELPER, launchReader } from './readTable.ts';

export interface ServeOptions {
  /** 0: a free one. */
  readonly port: number;
  readonly opensBrowser: boolean;
  readonly provider: 'auto' | 'portable';
  readonly isReadOnly: boolean;
}

const CLOSE_WITHIN_MS = 2_000;
/** Lines of the log within LOG_WINDOW_MS. */
const MOST_LOGGED = 100;
const LOG_WINDOW_MS = 60_000;

/** Runs the browser host until SIGINT or SIGTERM. Rejects where the port is taken or the view is not built. */
export async function runServe(options: ServeOptions, print: (line: string) => void, warn: (line: string) => void): Promise<number> {
  // Listened for before anything is printed: who reads the address may stop us at once.
  const stopped = new Promise<void>((resolve) => {
    process.on('SIGINT', resolve);
    process.on('SIGTERM', resolve);
  });
  // Halves the memory of the host at 5,000 processes: V8 else lets the heap of the first table stand. Before anything large is made.
  setFlagsFromString('--optimize-for-size');
  const log = limitRate((line) => warn(visibleText(line)), MOST_LOGGED, LOG_WINDOW_MS);
  const settings = new SettingsKeeper({ file: new SettingsFile(settingsFolder(platform, process.env)), isDesktop: false, log });
  const engine = startEngine({
    samplerWorker: join(import.meta.dirname, 'samplerWorker.js'),
    launchReader,
    helper: HELPER,
    provider: options.provider,
    settings,
    isReadOnly: options.isReadOnly,
    log,
  });
  try {
    const host = await startWebHost({ engine, rendererFolder: join(import.meta.dirname, '..', 'renderer'), port: options.port, log });
    print(`Procession is at ${host.url}`);
    if (options.opensBrowser) openBrowser(host.url, platform, log);
    await stopped;
    setTimeout(() => process.exit(0), CLOSE_WITHIN_MS).unref();
    await host.close();
  } finally {
    await Promise.all([engine.close(), settings.close()]);
  }
  return 0;
}
