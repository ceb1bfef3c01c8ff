import type { SignalName } from './signals.ts';

/** Ends that systemd takes for clean ones, whatever a unit says (systemd.service(5), `SuccessExitStatus=`). */
const CLEAN: ReadonlySet<SignalName> = new Set(['SIGHUP', 'SIGINT', 'SIGTERM', 'SIGPIPE']);

/**
 * `Restart=` of a service, from the texts of its unit file and of its drop-ins in the order in which systemd reads them: the last
 * setting counts, an empty one is the default. Lines that end in a backslash go on; comments start with # or ; (systemd.syntax(7)).
 */
export function parseRestart(texts: readonly string[]): string {
  let restart = 'no';
  for (const text of texts) {
    let section = '';
    for (const line of text.replaceAll(/\\\r?\n/g, ' ').split('\n')) {
      const trimmed = line.trim();
      if (/^[#;]/.test(trimmed)) continue;
      section = /^\[(.*)\]$/.exec(trimmed)?.[1] ?? section;
      const value = /^Restart\s*=\s*(.*)$/.exec(trimmed)?.[1];
      if (section === 'Service' && value !== undefined) restart = value === '' ? 'no' : value;
    }
  }
  return restart;
}

/** Whether systemd starts the service again when this signal ends its main process (systemd.service(5), table "Exit causes"). */
export function comesBack(restart: string, signal: SignalName): boolean {
  switch (restart) {
    case 'always':
      return true;
    case 'on-success':
      return CLEAN.has(signal);
    case 'on-failure':
    case 'on-abnormal':
    case 'on-abort':
      return !CLEAN.has(signal);
    default:
      return false;
  }
}
