import type { FieldValue } from '../../../../shared/fields/field.ts';
import type { Reading } from '../../../../shared/process/row.ts';

/** Whether two readings tell the same of the same process. */
export function isSameReading(a: Reading, b: Reading): boolean {
  return (
    a.pid === b.pid && a.startTime === b.startTime && isSameRecord(a.values, b.values, isSameValue) && isSameRecord(a.unknown ?? {}, b.unknown ?? {}, Object.is)
  );
}

function isSameRecord<T>(a: Readonly<Record<string, T>>, b: Readonly<Record<string, T>>, isSame: (a: T | undefined, b: T | undefined) => boolean): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]));
}

function isSameValue(a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((part, index) => part === b[index]);
  return Object.is(a, b);
}
