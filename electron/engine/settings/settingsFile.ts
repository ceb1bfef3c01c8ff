import { closeSync, constants, copyFileSync, existsSync, fstatSync, mkdirSync, openSync, readFileSync, realpathSync, renameSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SettingsChange, Settings } from '../../../shared/settings/registry.ts';
import { formatSettings, LONGEST_SETTINGS, NOTHING_STORED, parseSettings, type StoredSettings } from '../../../shared/settings/settingsText.ts';
import { withLock } from './fileLock.ts';

/** What reading the file came to. */
export type SettingsReading =
  | { readonly kind: 'read'; readonly stored: StoredSettings }
  | { readonly kind: 'none' }
  /** It is no file of settings. */
  | { readonly kind: 'broken' }
  | { readonly kind: 'failed'; readonly code: string };

export type SettingsWriting =
  /** `setAside`: where something that was no file of settings went. */
  { readonly kind: 'written'; readonly stored: StoredSettings; readonly setAside: string | null } | { readonly kind: 'failed'; readonly code: string };

/** Bytes: a character takes four at most. */
const MOST_BYTES = LONGEST_SETTINGS * 4;
/** Files that were set aside, at most; then the last one is replaced. */
const MOST_BROKEN = 9;

/**
 * `settings.json` in a folder, as this and other programs of the user may change it at any time. It is never written but whole: what is new goes into a
 * file beside it, to the disk, and then takes its name. Each writing begins from what the file holds then, so that a change by another host is kept.
 */
export class SettingsFile {
  readonly path: string;

  constructor(readonly folder: string) {
    this.path = join(folder, 'settings.json');
  }

  /** Where there is none; only this user may look into it. */
  makeFolder(): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
  }

  /** A file that is none (a pipe, a device) is not waited for. */
  read(): SettingsReading {
    let descriptor: number;
    try {
      descriptor = openSync(this.path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    } catch (error) {
      return codeOf(error) === 'ENOENT' ? { kind: 'none' } : { kind: 'failed', code: codeOf(error) };
    }
    try {
      const stats = fstatSync(descriptor);
      const stored = stats.isFile() && stats.size <= MOST_BYTES ? parseSettings(readFileSync(descriptor, 'utf8')) : null;
      return stored === null ? { kind: 'broken' } : { kind: 'read', stored };
    } catch (error) {
      return { kind: 'failed', code: codeOf(error) };
    } finally {
      closeSync(descriptor);
    }
  }

  /** Renames what is there to a name that says so, or copies it; null where that cannot be done. */
  setAside(how: 'rename' | 'copy'): string | null {
    const names = Array.from({ length: MOST_BROKEN }, (_, index) => `${this.path}.broken${index === 0 ? '' : `.${index + 1}`}`);
    const to = names.find((name) => !existsSync(name)) ?? names.at(-1)!;
    try {
      if (how === 'rename') renameSync(this.path, to);
      else copyFileSync(this.path, to);
      return to;
    } catch {
      return null;
    }
  }

  /** Writes the change into what the file holds now; `all`: what is written where it holds nothing (any more). */
  async write(change: SettingsChange, all: () => Partial<Settings>): Promise<SettingsWriting> {
    try {
      this.makeFolder();
      return await withLock(`${this.path}.lock`, () => this.#merge(change, all));
    } catch (error) {
      return { kind: 'failed', code: codeOf(error) };
    }
  }

  async #merge(change: SettingsChange, all: () => Partial<Settings>): Promise<SettingsWriting> {
    const reading = this.read();
    // What cannot be read must not be replaced by what is not known to be in it.
    if (reading.kind === 'failed') return reading;
    const setAside = reading.kind === 'broken' ? this.setAside('rename') : null;
    const text = reading.kind === 'read' ? formatSettings(reading.stored, change) : formatSettings(NOTHING_STORED, { set: all(), reset: [] });
    await replaceFile(this.path, text);
    return { kind: 'written', stored: parseSettings(text) ?? NOTHING_STORED, setAside };
  }
}

/** Only this user may read it. A link goes on pointing to what it pointed to. */
async function replaceFile(path: string, text: string): Promise<void> {
  const target = existsSync(path) ? realpathSync(path) : path;
  const fresh = `${target}.new`;
  try {
    const file = await open(fresh, constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | (constants.O_NOFOLLOW ?? 0), 0o600);
    try {
      // Left over by a program that was killed, it may be more open.
      await file.chmod(0o600);
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, target);
  } catch (error) {
    await rm(fresh, { force: true }).catch(() => {});
    throw error;
  }
  await syncFolder(dirname(target));
}

/** So that the new name outlasts a loss of power. Not every system lets a folder be opened. */
async function syncFolder(folder: string): Promise<void> {
  const opened = await open(folder, 'r').catch(() => null);
  await opened?.sync().catch(() => {});
  await opened?.close();
}

export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? (error instanceof Error ? error.name : 'unknown');
}
