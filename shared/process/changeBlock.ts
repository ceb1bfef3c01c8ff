import type { FieldValue } from '../fields/field.ts';
import type { ProcessKey } from './identity.ts';
import type { Row, RowChange, Unknowns } from './row.ts';

/** New values of one field. */
export interface ChangedField {
  /** Whose they are: places in the block's keys. */
  readonly at: readonly number[];
  readonly values: readonly FieldValue[];
}

/** Changes of rows as columns: as 20,000 small objects they took ten times as long to hand from one thread to another. */
export interface ChangeBlock {
  /** Who changed, each once. */
  readonly keys: readonly ProcessKey[];
  /** By field id. */
  readonly fields: Readonly<Record<string, ChangedField>>;
  /** Of those whose reasons changed, by place in the keys. */
  readonly unknown: Readonly<Record<string, Unknowns | null>>;
}

export const NO_CHANGES: ChangeBlock = { keys: [], fields: {}, unknown: {} };

/** Packs changes into columns. Of a row that comes twice the later values count. */
export function packChanges(changes: Iterable<readonly [ProcessKey, RowChange]>): ChangeBlock {
  const places = new Map<ProcessKey, number>();
  const fields: Record<string, { at: number[]; values: FieldValue[] }> = {};
  const unknown: Record<string, Unknowns | null> = {};
  for (const [key, change] of changes) {
    let place = places.get(key);
    if (place === undefined) places.set(key, (place = places.size));
    for (const id in change.values) {
      const field = (fields[id] ??= { at: [], values: [] });
      field.at.push(place);
      field.values.push(change.values[id]!);
    }
    if (change.unknown !== undefined) unknown[place] = change.unknown;
  }
  return { keys: [...places.keys()], fields, unknown };
}

/** Puts new rows in the place of those that changed. false, and nothing is changed: one of them is not there. */
export function applyChanges(rows: Map<ProcessKey, Row>, { keys, fields, unknown }: ChangeBlock): boolean {
  if (!keys.every((key) => rows.has(key))) return false;
  const changed = keys.map((key): Record<string, FieldValue> => ({ ...(rows.get(key)!.values as unknown as Record<string, FieldValue>) }));
  for (const [id, { at, values }] of Object.entries(fields)) at.forEach((place, index) => (changed[place]![id] = values[index]!));
  keys.forEach((key, place) => {
    const row = rows.get(key)!;
    const reasons = unknown[place];
    rows.set(key, { ...row, values: changed[place] as unknown as Row['values'], unknown: reasons === undefined ? row.unknown : reasons });
  });
  return true;
}

/** The new values of these fields, of those rows of which one changed. */
export function changedValues({ keys, fields }: ChangeBlock, ids: readonly string[]): Map<ProcessKey, Readonly<Record<string, FieldValue>>> {
  const found = new Map<ProcessKey, Record<string, FieldValue>>();
  for (const id of ids) {
    fields[id]?.at.forEach((place, index) => {
      const key = keys[place]!;
      let values = found.get(key);
      if (values === undefined) found.set(key, (values = {}));
      values[id] = fields[id]!.values[index]!;
    });
  }
  return found;
}

/** The block with other reasons in the place of those that are told of a row. */
export function mapReasons(block: ChangeBlock, reasonsFor: (key: ProcessKey, told: Unknowns | null) => Unknowns | null): ChangeBlock {
  const reasons = Object.entries(block.unknown).map(([place, told]) => [place, reasonsFor(block.keys[Number(place)]!, told)] as const);
  return { ...block, unknown: Object.fromEntries(reasons) };
}
