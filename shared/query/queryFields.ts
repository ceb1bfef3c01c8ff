import type { Field } from '../fields/field.ts';

/** A field by the name that a query calls it: its id or its short name, whatever the case. */
export function fieldCalled(name: string, fields: readonly Field[]): Field | null {
  const wanted = name.toLowerCase();
  return fields.find((field) => field.id.toLowerCase() === wanted || field.shortName === wanted) ?? null;
}

/** What a query calls a field. */
export function queryNameOf(field: Field): string {
  return field.shortName ?? field.id;
}

/** The name that is nearest to a mistyped one: a beginning of either, or one edit away. null where nothing is near. */
export function nearestName(name: string, fields: readonly Field[]): string | null {
  const wanted = name.toLowerCase();
  const names = fields.flatMap((field) => (field.shortName === undefined ? [field.id] : [field.shortName, field.id]));
  const near = (candidate: string): boolean => {
    const other = candidate.toLowerCase();
    return (wanted.length > 1 && (other.startsWith(wanted) || wanted.startsWith(other))) || isOneEditAway(wanted, other);
  };
  return names.find(near) ?? null;
}

/** One character more, less or other, or two neighbours swapped. */
function isOneEditAway(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i]) i++;
  const [restA, restB] = [a.slice(i), b.slice(i)];
  if (restA.length > restB.length) return restA.slice(1) === restB;
  if (restB.length > restA.length) return restB.slice(1) === restA;
  return restA.slice(1) === restB.slice(1) || (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2));
}
