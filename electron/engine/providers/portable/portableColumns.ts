import type { Field, PortableSource } from '../../../../shared/fields/field.ts';

/** A field that ps-list or pidusage tells. */
export interface PortableColumn {
  readonly id: string;
  readonly kind: Field['kind'];
  readonly source: PortableSource;
}

/** What ps-list leaves out on Windows. */
const UNTOLD_ON_WINDOWS: readonly PortableSource['key'][] = ['cmd', 'uid', 'startTime', 'defunct'];

/** Those of the fields that are read, with where from. */
export function portableColumns(fields: readonly Field[], platform: string): PortableColumn[] {
  return fields.flatMap((field) => {
    if (!('sources' in field) || field.sources.portable === null) return [];
    const source = field.sources.portable;
    return platform === 'win32' && UNTOLD_ON_WINDOWS.includes(source.key) ? [] : [{ id: field.id, kind: field.kind, source }];
  });
}

/** Ids of the fields that can be told: those that are read, and those reckoned from such fields alone. */
export function offeredFields(fields: readonly Field[], platform: string): string[] {
  const read = new Set(portableColumns(fields, platform).map(({ id }) => id));
  const isOffered = (id: string): boolean => {
    const field = fields.find((candidate) => candidate.id === id);
    if (field === undefined) return false;
    if ('derive' in field) return field.derive.needs.every(isOffered);
    if ('aggregate' in field) return isOffered(field.aggregate.of);
    return 'rateOf' in field ? isOffered(field.rateOf) : read.has(id);
  };
  return fields.map(({ id }) => id).filter(isOffered);
}
