import { appendFileSync, chmodSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { visibleText } from '../../../shared/process/visibleText.ts';

/** Bytes of one file, and how many are kept: the newest and those before it. */
const MOST_BYTES = 1024 * 1024;
const FILES = 5;
/** Characters of one line: what was cut says so. */
const MOST_LINE = 4096;

/**
 * Writes lines to `procession.log` in the folder, each with its time and every control character escaped; the file is renamed to `.1`, `.2` … when it
 * is full, and the oldest is deleted. Only this user may read them. A disk that takes nothing stops no program.
 */
export function openLogFile(folder: string, clock: () => Date = () => new Date()): (line: string) => void {
  const file = join(folder, 'procession.log');
  const older = (age: number): string => (age === 0 ? file : `${file}.${age}`);
  let size = 0;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (size > 0) chmodSync(file, 0o600);
  } catch {
    // The first line will fail as well.
  }
  const rotate = (): void => {
    rmSync(older(FILES - 1), { force: true });
    for (let age = FILES - 2; age >= 0; age--) if (statSync(older(age), { throwIfNoEntry: false }) !== undefined) renameSync(older(age), older(age + 1));
    size = 0;
  };
  return (line) => {
    const text = visibleText(line);
    const bytes = Buffer.from(`${clock().toISOString()} ${text.length > MOST_LINE ? `${text.slice(0, MOST_LINE)}… (cut)` : text}\n`);
    try {
      if (size + bytes.length > MOST_BYTES) rotate();
      appendFileSync(file, bytes, { mode: 0o600 });
      size += bytes.length;
    } catch {
      // A full disk, or a folder that was taken away.
    }
  };
}
