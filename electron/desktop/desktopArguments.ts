import type { EngineOptions } from '../engine/engine.ts';

/** What the desktop app takes from its command line; Chromium's and Electron's own switches are passed over. */
export interface DesktopArguments {
  readonly provider: EngineOptions['provider'];
}

/** Reads `--provider portable` and `--provider=portable`. Anything else leaves the choice to the system. */
export function parseDesktopArguments(argv: readonly string[]): DesktopArguments {
  const isPortable = argv.some((argument, index) => argument === '--provider=portable' || (argument === '--provider' && argv[index + 1] === 'portable'));
  return { provider: isPortable ? 'portable' : 'auto' };
}
