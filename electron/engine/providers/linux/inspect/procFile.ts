import { readFileSync, readlinkSync } from 'node:fs';
import type { UnknownReason } from '../../../../../shared/fields/field.ts';
import type { ProcessId } from '../../../../../shared/process/identity.ts';
import { createStatLine, LAST_STAT_FIELD, parseStat, type StatLine } from '../statParser.ts';

/** What a file of /proc/PID told, or why it did not. */
export type Told<T> = { readonly value: T } | { readonly reason: UnknownReason | 'gone' };

/** A whole small file of /proc that never blocks. */
export const readText = (path: string): Told<string> => attempt(() => readFileSync(path, 'latin1'));

export const readLink = (path: string): Told<string> => attempt(() => readlinkSync(path));

/** The stat line of the process, if it is still the one that is meant; null: it is not. */
export function readStat({ pid, startTime }: ProcessId): StatLine | null {
  try {
    const bytes = readFileSync(`/proc/${pid}/stat`);
    const line = createStatLine();
    if (!parseStat(bytes, bytes.length, LAST_STAT_FIELD, line)) return null;
    return startTime === null || line.fields[22] === startTime ? line : null;
  } catch {
    return null;
  }
}

export function attempt<T>(read: () => T): Told<T> {
  try {
    return { value: read() };
  } catch (error) {
    return { reason: reasonOf((error as NodeJS.ErrnoException).code ?? 'EIO') };
  }
}

function reasonOf(code: string): UnknownReason | 'gone' {
  switch (code) {
    case 'ENOENT':
    case 'ESRCH':
      return 'gone';
    case 'EACCES':
    case 'EPERM':
      return 'denied';
    default:
      return 'failed';
  }
}
