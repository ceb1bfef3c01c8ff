import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { platform } from '../providers/index.ts';
import type { ProviderCapabilities } from '../providers/provider.ts';
import type { Elevator, HelperProgram } from './elevatedCommand.ts';

const OSASCRIPT = '/usr/bin/osascript';
const POWERSHELL = 'System32\\WindowsPowerShell\\v1.0\\powershell.exe';

/** What runs the helper here; null: nothing. The helper reads the table in the native way: identities of another provider mean nothing to it. */
export function findHelperElevator(helper: HelperProgram | null, { provider }: Pick<ProviderCapabilities, 'provider'>): Elevator | null {
  const isNative = platform !== 'linux' || provider === 'linux';
  return helper === null || !isNative ? null : findElevator(platform, process.env);
}

/** What a system has for it; null: nothing. */
export function findElevator(system: string, environment: NodeJS.ProcessEnv): Elevator | null {
  switch (system) {
    case 'linux': {
      const folders = (environment['PATH'] ?? '').split(delimiter).filter(isAbsolute);
      const program = folders.map((folder) => join(folder, 'pkexec')).find(isProgram);
      return program === undefined ? null : { way: 'pkexec', program };
    }
    case 'darwin':
      return isProgram(OSASCRIPT) ? { way: 'osascript', program: OSASCRIPT } : null;
    case 'win32':
      return environment['SystemRoot'] === undefined ? null : { way: 'uac', program: `${environment['SystemRoot']}\\${POWERSHELL}` };
    default:
      return null;
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
