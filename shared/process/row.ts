import type { FieldValue, FieldValues, UnknownReason } from '../fields/field.ts';
import type { Values } from '../fields/registry.ts';
import type { ProcessId, ProcessKey } from './identity.ts';

/** Why values of a row are null, by field id; what is absent here is null because there is none. */
export type Unknowns = Readonly<Record<string, UnknownReason>>;

/**
 * What a provider read of one process. Immutable: the same object again means that nothing changed,
 * which is how the sampler can skip a row without comparing it.
 */
export interface Reading {
  readonly pid: number;
  readonly startTime: number | null;
  readonly values: Readonly<Record<string, FieldValue>>;
  readonly unknown: Unknowns | null;
}

/** One process of a snapshot: immutable and flat, the values by field id. A changed process is a new object. */
export interface Row {
  readonly key: ProcessKey;
  readonly id: ProcessId;
  readonly values: Values;
  readonly unknown: Unknowns | null;
}

/** What changed of a row: values by field id, and `unknown` where that changed. */
export interface RowChange {
  readonly values: Readonly<Record<string, FieldValue>>;
  readonly unknown?: Unknowns | null;
}

/**
 * An object with a null for each of these fields, to be copied and filled. One that grows key by key becomes a hash table after a dozen (V8,
 * kFastPropertiesSoftLimit): 1.6 kB a process instead of 0.3, and slower to read.
 */
export function blankValues(ids: readonly string[]): Readonly<Record<string, FieldValue>> {
  return JSON.parse(`{${ids.map((id) => `${JSON.stringify(id)}:null`).join()}}`) as Record<string, FieldValue>;
}

/** Makes a row of values by field id. The identity is taken from `pid` and `startTime`. */
export function rowOf(values: FieldValues, unknown: Unknowns | null): Row {
  const pid = values['pid'] as number;
  const startTime = (values['startTime'] ?? null) as number | null;
  return { key: `${pid}:${startTime ?? '-'}`, id: { pid, startTime, inode: null }, values: values as unknown as Values, unknown };
}

export function changeRow(row: Row, change: RowChange): Row {
  return {
    ...row,
    values: { ...row.values, ...change.values },
    unknown: change.unknown === undefined ? row.unknown : change.unknown,
  };
}
