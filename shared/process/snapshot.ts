import type { Clock, FieldValue } from '../fields/field.ts';
import type { ChangeKind } from './change.ts';
import { applyChanges, type ChangeBlock } from './changeBlock.ts';
import { keyOf, type ProcessKey } from './identity.ts';
import { blankValues, type Row, rowOf, type Unknowns } from './row.ts';

/** What asks the person before something runs with privilege: polkit's pkexec(1), macOS' osascript, Windows' UAC. */
export const PRIVILEGE_WAYS = ['pkexec', 'osascript', 'uac'] as const;
export type PrivilegeWay = (typeof PRIVILEGE_WAYS)[number];

/** What the host can do; the view hides the rest. */
export interface Capabilities {
  /** The system, as Node names it: linux, darwin, win32. */
  readonly platform: string;
  /** Which provider reads the table: linux, portable. */
  readonly provider: string;
  /** Ids of the fields that this provider can tell. */
  readonly fields: readonly string[];
  /** How sure an action is of its target. 'pidfd': the kernel holds it; 'recheck': compared right before, best effort. */
  readonly identity: 'pidfd' | 'recheck';
  /** The engine's own pid. While it answers, that pid can be nobody else's. */
  readonly enginePid: number;
  /** Names of the signals that can be sent here. */
  readonly signals: readonly string[];
  /** What can be changed of a process here. */
  readonly changes: readonly ChangeKind[];
  /** Numbers of the CPUs that a process may be bound to; empty where it cannot be. */
  readonly cpus: readonly number[];
  /** How one action can be run with privilege here; null: there is no way. */
  readonly privilege: PrivilegeWay | null;
}

/** Rows as columns: a third of the size of objects on the wire. Values stand at the row's index; `unknown` is sparse by index; a column that is absent was read of no row. */
export interface RowBlock {
  readonly count: number;
  readonly columns: Readonly<Record<string, readonly FieldValue[]>>;
  readonly unknown: Readonly<Record<string, Unknowns>>;
}

/** The whole table at one sample. */
export interface Snapshot {
  /** Number of the sample it stands for; deltas count on from it. */
  readonly seq: number;
  readonly clock: Clock;
  readonly capabilities: Capabilities;
  readonly rows: RowBlock;
}

/** What changed from one sample to the next. */
export interface Delta {
  readonly seq: number;
  readonly clock: Clock;
  readonly added: RowBlock;
  readonly changed: ChangeBlock;
  readonly gone: readonly ProcessKey[];
}

/** Packs rows into columns. A field that no row has a value of, null or other, gets none: dear fields that nobody asked for. */
export function packRows(rows: readonly Row[], fieldIds: readonly string[]): RowBlock {
  const columns: Record<string, FieldValue[]> = {};
  for (const id of fieldIds) {
    const valueIn = (row: Row): FieldValue | undefined => (row.values as Readonly<Record<string, FieldValue | undefined>>)[id];
    if (rows.length === 0 || rows.some((row) => valueIn(row) !== undefined)) columns[id] = rows.map((row) => valueIn(row) ?? null);
  }
  const unknown: Record<string, Unknowns> = {};
  rows.forEach((row, index) => {
    if (row.unknown !== null) unknown[index] = row.unknown;
  });
  return { count: rows.length, columns, unknown };
}

/** The rows of a block. */
export function unpackRows(block: RowBlock): Row[] {
  const ids = Object.keys(block.columns);
  const rows: Row[] = [];
  const blank = blankValues(ids);
  for (let index = 0; index < block.count; index++) {
    const values: Record<string, FieldValue> = { ...blank };
    for (const id of ids) values[id] = block.columns[id]![index] ?? null;
    rows.push(rowOf(values, block.unknown[index] ?? null));
  }
  return rows;
}

/** The keys of a block's rows, without making the rows. */
export function keysOf(block: RowBlock): ProcessKey[] {
  const { pid = [], startTime = [] } = block.columns;
  return pid.map((value, index) => keyOf({ pid: value as number, startTime: (startTime[index] ?? null) as number | null }));
}

/** The table that a subscriber keeps. `apply` returns false where the numbers have a gap: ask for a snapshot then. */
export class ProcessTable {
  readonly rows = new Map<ProcessKey, Row>();
  seq = -1;
  clock: Clock = { takenAt: 0, bootedAt: 0, msPerStartUnit: 1 };

  load(snapshot: Pick<Snapshot, 'seq' | 'clock' | 'rows'>): void {
    this.rows.clear();
    for (const row of unpackRows(snapshot.rows)) this.rows.set(row.key, row);
    this.seq = snapshot.seq;
    this.clock = snapshot.clock;
  }

  apply(delta: Delta): boolean {
    if (delta.seq !== this.seq + 1) return false;
    for (const key of delta.gone) this.rows.delete(key);
    for (const row of unpackRows(delta.added)) this.rows.set(row.key, row);
    if (!applyChanges(this.rows, delta.changed)) return false;
    this.seq = delta.seq;
    this.clock = delta.clock;
    return true;
  }
}
