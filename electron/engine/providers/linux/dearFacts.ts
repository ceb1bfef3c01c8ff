import type { Field, FieldValue, UnknownReason } from '../../../../shared/fields/field.ts';
import { type Demand, NO_DEMAND } from '../../../../shared/process/demand.ts';
import { keyOf, type ProcessKey } from '../../../../shared/process/identity.ts';
import type { Reading } from '../../../../shared/process/row.ts';
import { type DearColumn, dearColumns, type DearFile, DearFiles, type DearFound, REREAD_AFTER } from './dearFiles.ts';
import type { ProcFiles } from './descriptors.ts';

/** What was denied is asked for again after this (D10). */
const RETRY_DENIED_MS = 30_000;

interface Entry {
  found: DearFound;
  /** ms of the monotonic clock from which it may be read again. */
  dueAt: number;
}

/** What is kept of a process in view. */
interface Watched {
  readonly pid: number;
  readonly entries: Map<DearFile, Entry>;
  /** The cheap reading, and what was made of it. */
  base: Reading | null;
  whole: Reading | null;
}

/** How the provider's table is seen from here. */
export interface ReadingTable {
  /** The latest reading of a pid; null where there is none. */
  find(pid: number): Reading | null;
  /** Puts a reading in its place. */
  replace(before: Reading, after: Reading): void;
}

/**
 * Adds dear values to the readings of the processes in view, and takes them away when they leave it: what is not read any more is
 * unknown, not old. Costs nothing without a demand.
 */
export class DearFacts {
  readonly #files: DearFiles;
  #columns: ReadonlyMap<DearFile, readonly DearColumn[]> = new Map();
  #fields: readonly Field[] | null = null;
  #demand: Demand = NO_DEMAND;
  readonly #watched = new Map<ProcessKey, Watched>();
  /** Which files a list of ids needs; rows share their lists. */
  #filesOf = new WeakMap<readonly string[], readonly DearFile[]>();

  constructor(files: ProcFiles) {
    this.#files = new DearFiles(files);
  }

  /** Brings the rows in view up to date; `now` is ms of a monotonic clock. */
  fill(fields: readonly Field[], demand: Demand, table: ReadingTable, now: number): void {
    if (fields !== this.#fields) {
      this.#fields = fields;
      this.#columns = dearColumns(fields);
      this.#filesOf = new WeakMap();
    }
    if (demand !== this.#demand) {
      this.#demand = demand;
      for (const [key, watched] of this.#watched) {
        const isLeft = this.#filesFor(demand.get(key)).length === 0;
        if (isLeft) this.#leave(key, watched, table);
      }
    }
    for (const [key, ids] of demand) this.#update(key, ids, table, now);
  }

  #filesFor(ids: readonly string[] | undefined): readonly DearFile[] {
    if (ids === undefined) return [];
    let files = this.#filesOf.get(ids);
    if (files === undefined) {
      files = [...this.#columns].flatMap(([file, columns]) => (columns.some(({ id }) => ids.includes(id)) ? [file] : []));
      this.#filesOf.set(ids, files);
    }
    return files;
  }

  #update(key: ProcessKey, ids: readonly string[], table: ReadingTable, now: number): void {
    const files = this.#filesFor(ids);
    if (files.length === 0) return;
    const pid = Number.parseInt(key, 10);
    const reading = table.find(pid);
    if (reading === null || keyOf(reading) !== key) {
      this.#watched.delete(key);
      return;
    }
    let watched = this.#watched.get(key);
    if (watched === undefined) {
      watched = { pid, entries: new Map(), base: null, whole: null };
      this.#watched.set(key, watched);
    }
    const base = reading === watched.whole ? watched.base! : reading;
    let hasChanged = base !== watched.base;
    for (const [file, { found }] of watched.entries) {
      if (files.includes(file) || found === LEFT) continue;
      watched.entries.set(file, { found: LEFT, dueAt: 0 });
      hasChanged = true;
    }
    for (const file of files) {
      const entry = watched.entries.get(file);
      if (entry !== undefined && now < entry.dueAt) continue;
      const found = this.#files.read(file, this.#columns.get(file)!, base);
      const isDenied = Object.values(found.unknown).includes('denied');
      if (entry === undefined || !isSameFound(entry.found, found)) hasChanged = true;
      watched.entries.set(file, { found, dueAt: now + (isDenied ? RETRY_DENIED_MS : (REREAD_AFTER[file] ?? 0)) });
    }
    if (hasChanged) this.#put(watched, base, reading, table);
  }

  #leave(key: ProcessKey, watched: Watched, table: ReadingTable): void {
    this.#watched.delete(key);
    const reading = table.find(watched.pid);
    if (reading === null || keyOf(reading) !== key) return;
    const base = reading === watched.whole ? watched.base! : reading;
    for (const file of watched.entries.keys()) watched.entries.set(file, { found: LEFT, dueAt: 0 });
    this.#put(watched, base, reading, table);
  }

  #put(watched: Watched, base: Reading, before: Reading, table: ReadingTable): void {
    const values: Record<string, FieldValue> = { ...base.values };
    const unknown: Record<string, UnknownReason> = { ...base.unknown };
    for (const [file, { found }] of watched.entries) {
      for (const { id } of this.#columns.get(file) ?? []) values[id] = null;
      Object.assign(values, found.values);
      Object.assign(unknown, found.unknown);
    }
    watched.base = base;
    watched.whole = { ...base, values, unknown: Object.keys(unknown).length === 0 ? null : unknown };
    table.replace(before, watched.whole);
  }
}

/** Of a file that is not read any more: its values are null, and no reason says why, which means not read. */
const LEFT: DearFound = { values: {}, unknown: {} };

function isSameFound(a: DearFound, b: DearFound): boolean {
  const isSame = (x: Readonly<Record<string, unknown>>, y: Readonly<Record<string, unknown>>): boolean => {
    const ids = Object.keys(x);
    return ids.length === Object.keys(y).length && ids.every((id) => x[id] === y[id]);
  };
  return isSame(a.values, b.values) && isSame(a.unknown, b.unknown);
}
