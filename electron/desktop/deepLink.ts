import { MAX_PID } from '../../shared/process/identity.ts';

/** The scheme that opens the app from elsewhere. A link selects a process and does nothing else. */
export const LINK_SCHEME = 'procession';

const LINK = /^procession:\/\/pid\/([1-9]\d{0,6})\/?$/;

/** The pid of `procession://pid/1234`; null for anything else. Anybody can make a link: it is compared, never parsed further. */
export function parseDeepLink(link: string): number | null {
  const pid = Number(LINK.exec(link)?.[1] ?? 0);
  return pid >= 1 && pid <= MAX_PID ? pid : null;
}

/** The pid of the first link among the words of a command line, where Linux and Windows put it. */
export function findDeepLink(argv: readonly string[]): number | null {
  return argv.map(parseDeepLink).find((pid) => pid !== null) ?? null;
}
