import { watch, type FSWatcher } from 'node:fs';
import { basename } from 'node:path';
import { DEFAULTS, isSameValue, SETTING_IDS, type SettingId, type Settings, type SettingsChange, withChange } from '../../../shared/settings/registry.ts';
import type { SettingsNotice, SettingsReport } from '../../../shared/settings/report.ts';
import type { SettingsFile } from './settingsFile.ts';

/** ms after which what another program wrote is read: it may write more than once. */
const READ_AFTER = 50;
const NO_CHANGE: SettingsChange = { set: {}, reset: [] };

export interface SettingsKeeperOptions {
  /** Where they are kept; null: nowhere, they last as long as the program. */
  readonly file: SettingsFile | null;
  readonly isDesktop: boolean;
  /** One line each, safe to print. */
  readonly log: (line: string) => void;
  /** What holds instead of the defaults; for tests. */
  readonly initial?: Partial<Settings>;
}

/**
 * The one owner of the settings in a host. A change holds at once and is written soon; where it cannot be, it holds as long as the program and is tried again
 * with the next one. What another host writes is taken in.
 */
export class SettingsKeeper {
  readonly #options: SettingsKeeperOptions;
  readonly #listeners = new Set<(report: SettingsReport) => void>();
  #values: Settings;
  #notice: SettingsNotice | null = null;
  /** What is not in the file yet. */
  #unwritten: SettingsChange = NO_CHANGE;
  #writing: Promise<void> | null = null;
  #watcher: FSWatcher | null = null;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: SettingsKeeperOptions) {
    this.#options = options;
    this.#values = { ...DEFAULTS, ...options.initial };
    if (options.file === null) return;
    this.#begin(options.file);
    this.#watch(options.file);
  }

  get values(): Settings {
    return this.#values;
  }

  get report(): SettingsReport {
    const { file, isDesktop } = this.#options;
    return { values: this.#values, path: file?.path ?? null, isDesktop, notice: this.#notice };
  }

  /** Changes them at once; they are written as soon as the disk lets it. */
  change(change: SettingsChange): void {
    const before = this.#values;
    this.#unwritten = joinChanges(this.#unwritten, change);
    this.#show(withChange(before, change), this.#notice);
    if (this.#options.file !== null) this.#write(this.#options.file);
  }

  /** Called after each change, with all of them. Answers how to stop that. */
  onChange(listener: (report: SettingsReport) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Settles when what was changed is written, or cannot be. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#watcher?.close();
    await this.#writing;
  }

  #begin(file: SettingsFile): void {
    const reading = file.read();
    switch (reading.kind) {
      case 'none':
        return;
      case 'failed':
        return this.#note({ kind: 'unreadable', code: reading.code });
      case 'broken':
        return this.#note({ kind: 'set-aside', as: file.setAside('rename') });
      case 'read': {
        const { values, unfit } = reading.stored;
        this.#values = values;
        if (unfit.length === 0) return;
        this.#note({ kind: 'partly', settings: unfit, as: file.setAside('copy') });
        // Or they would be found, and copied, at every start.
        this.#unwritten = { set: {}, reset: unfit };
        return this.#write(file);
      }
      default:
        return reading satisfies never;
    }
  }

  /** One writing at a time; what is changed meanwhile goes with the next. */
  #write(file: SettingsFile): void {
    if (this.#hasUnwritten()) this.#writing ??= this.#writeAll(file);
  }

  /** Ends in the turn in which it last looked whether there is more: nothing that is changed can come between and be forgotten. */
  async #writeAll(file: SettingsFile): Promise<void> {
    let isFailed = false;
    while (!isFailed && this.#hasUnwritten()) {
      const change = this.#unwritten;
      this.#unwritten = NO_CHANGE;
      const writing = await file.write(change, () => chosenOf(this.#values));
      if (writing.kind === 'failed') {
        isFailed = true;
        this.#unwritten = joinChanges(change, this.#unwritten);
        this.#note({ kind: 'unwritable', code: writing.code });
      } else {
        const isMended = this.#notice?.kind === 'unwritable' || this.#notice?.kind === 'unreadable';
        // With what another host has changed since.
        this.#show(withChange(writing.stored.values, this.#unwritten), isMended ? null : this.#notice);
        if (writing.setAside !== null) this.#note({ kind: 'set-aside', as: writing.setAside });
      }
    }
    this.#writing = null;
  }

  #hasUnwritten(): boolean {
    return !isSameValue(this.#unwritten, NO_CHANGE);
  }

  #watch(file: SettingsFile): void {
    const name = basename(file.path);
    try {
      file.makeFolder();
      this.#watcher = watch(file.folder, { persistent: false }, (_event, changed) => {
        if (changed !== null && changed !== name) return;
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#readAgain(file), READ_AFTER).unref();
      });
      this.#watcher.on('error', () => this.#watcher?.close());
    } catch {
      // Nobody tells of changes then; our own are written all the same, or say why not.
    }
  }

  /** A file that is gone, half written by an editor, or closed to us changes nothing: the next writing deals with it. */
  #readAgain(file: SettingsFile): void {
    if (this.#isClosed) return;
    if (this.#writing !== null) return void this.#writing.then(() => this.#readAgain(file));
    const reading = file.read();
    if (reading.kind === 'read' && reading.stored.unfit.length === 0) this.#show(withChange(reading.stored.values, this.#unwritten), this.#notice);
  }

  #note(notice: SettingsNotice): void {
    this.#options.log(describeNotice(notice, this.#options.file?.path ?? ''));
    this.#show(this.#values, notice);
  }

  #show(values: Settings, notice: SettingsNotice | null): void {
    if (isSameValue(values, this.#values) && isSameValue(notice, this.#notice)) return;
    this.#values = values;
    this.#notice = notice;
    for (const listener of this.#listeners) listener(this.report);
  }
}

/** What differs from the defaults. */
function chosenOf(values: Settings): Partial<Settings> {
  return Object.fromEntries(SETTING_IDS.filter((id) => !isSameValue(values[id], DEFAULTS[id])).map((id) => [id, values[id]]));
}

/** One change that does what both do, the second after the first. */
function joinChanges(first: SettingsChange, second: SettingsChange): SettingsChange {
  const set: Partial<Record<SettingId, unknown>> = { ...first.set };
  for (const id of second.reset) delete set[id];
  for (const id of SETTING_IDS) if (second.set[id] !== undefined) set[id] = second.set[id];
  const reset = [...new Set([...first.reset, ...second.reset])].filter((id) => set[id] === undefined);
  return { set: set as SettingsChange['set'], reset };
}

/** For the log. */
function describeNotice(notice: SettingsNotice, path: string): string {
  switch (notice.kind) {
    case 'set-aside':
      return `${path} is no file of settings; ${notice.as === null ? 'it could not be set aside' : `it was renamed to ${notice.as}`}.`;
    case 'partly':
      return `${path} has values that do not fit (${notice.settings.join(', ')}); ${notice.as === null ? 'no copy could be made' : `a copy lies in ${notice.as}`}.`;
    case 'unreadable':
      return `${path} cannot be read: ${notice.code}.`;
    case 'unwritable':
      return `${path} cannot be written: ${notice.code}.`;
    default:
      return notice satisfies never;
  }
}
