import type { FieldValue } from '../fields/field.ts';

/** Growth of a counter per second. Never negative, and null where it is unknown, as for percentOfCore. */
export function perSecond(before: FieldValue | undefined, after: FieldValue | undefined, elapsedMs: number): number | null {
  if (typeof before !== 'number' || typeof after !== 'number' || !(elapsedMs > 0)) return null;
  return Math.max(0, Math.round(((after - before) / elapsedMs) * 1000));
}

/**
 * Percent of one CPU between two readings of a counter of CPU milliseconds. Never negative: a counter that went back counts as
 * standing still (D12). null where one of the two is unknown, or no time has passed.
 */
export function percentOfCore(before: FieldValue | undefined, after: FieldValue | undefined, elapsedMs: number): number | null {
  if (typeof before !== 'number' || typeof after !== 'number' || !(elapsedMs > 0)) return null;
  return Math.max(0, ((after - before) / elapsedMs) * 100);
}
