import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

const NAME = 'Procession';

/**
 * Where this user's programs keep how they are set: the folder that Electron takes too, so that both hosts have one file. $XDG_CONFIG_HOME (a relative one
 * does not count, as the XDG Base Directory Specification says) or ~/.config, %APPDATA%, ~/Library/Application Support.
 */
export function settingsFolder(system: NodeJS.Platform, environment: NodeJS.ProcessEnv, home = homedir()): string {
  const chosen = (path: string | undefined, usual: string): string => join(path !== undefined && isAbsolute(path) ? path : usual, NAME);
  if (system === 'win32') return chosen(environment['APPDATA'], join(home, 'AppData', 'Roaming'));
  if (system === 'darwin') return join(home, 'Library', 'Application Support', NAME);
  return chosen(environment['XDG_CONFIG_HOME'], join(home, '.config'));
}
