import type { PrivilegeWay } from '../../../shared/process/snapshot.ts';

/** A program that asks the person and then runs another one with privilege. */
export interface Elevator {
  readonly way: PrivilegeWay;
  /** Absolute. */
  readonly program: string;
}

/** How the helper is run. */
export interface HelperProgram {
  /** Absolute path of Node, or of Electron, which is Node when ELECTRON_RUN_AS_NODE is set. */
  readonly node: string;
  readonly isElectron: boolean;
  /** Absolute path of the built helper. */
  readonly script: string;
}

/** Quotes each argument for the shell that `do shell script` runs: AppleScript's own `quoted form`. */
const APPLE_SCRIPT = [
  'on run arguments',
  'set command to ""',
  'repeat with one in arguments',
  'set command to command & quoted form of (contents of one) & " "',
  'end repeat',
  'do shell script command with administrator privileges',
  'end run',
];

/**
 * The command that asks the person and then runs the helper with the given words. No shell of ours reads them: pkexec takes a list, osascript
 * quotes the list itself, and PowerShell gets its text encoded, each word in single quotes.
 */
export function elevatedCommand({ way, program }: Elevator, { node, isElectron, script }: HelperProgram, words: readonly string[]): readonly string[] {
  const plain = [node, script, ...words];
  // Those that ask clear the environment, so it is set behind them.
  const posix = isElectron ? ['/usr/bin/env', 'ELECTRON_RUN_AS_NODE=1', ...plain] : plain;
  switch (way) {
    case 'pkexec':
      return [program, ...posix];
    case 'osascript':
      return [program, ...APPLE_SCRIPT.flatMap((line) => ['-e', line]), ...posix];
    case 'uac': {
      const inner = `$env:ELECTRON_RUN_AS_NODE = '1'\n& ${plain.map(quoteForPowerShell).join(' ')}\nexit $LASTEXITCODE`;
      const start = `Start-Process -FilePath ${quoteForPowerShell(program)} -Verb RunAs -WindowStyle Hidden -Wait -PassThru`;
      const list = ['-NoProfile', '-NonInteractive', '-EncodedCommand', encode(inner)].map(quoteForPowerShell).join(',');
      const outer = `try { $p = ${start} -ArgumentList ${list} -ErrorAction Stop } catch { exit 126 }\nexit $p.ExitCode`;
      return [program, '-NoProfile', '-NonInteractive', '-EncodedCommand', encode(outer)];
    }
    default:
      return way satisfies never;
  }
}

/** In single quotes PowerShell takes all but the quotes as it is, and it knows the typographic ones for quotes too (about_Quoting_Rules). */
function quoteForPowerShell(text: string): string {
  return `'${text.replaceAll(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
}

function encode(script: string): string {
  return Buffer.from(script, 'utf16le').toString('base64');
}
