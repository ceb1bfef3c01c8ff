import type { FieldValue } from '../../../shared/fields/field.ts';
import { type Row, rowOf } from '../../../shared/process/row.ts';

/** A row of the given values; what is not given is unknown. */
export function makeRow(pid: number, ppid: number | null = null, values: Readonly<Record<string, FieldValue>> = {}): Row {
  return rowOf({ pid, ppid, startTime: null, ...values }, null);
}
