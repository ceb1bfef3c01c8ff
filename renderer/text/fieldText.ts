import type { Field, FieldValue, UnknownReason } from '../../shared/fields/field.ts';
import { type FormatLength, formatNumber } from '../../shared/fields/format.ts';
import type { Row } from '../../shared/process/row.ts';
import type { Capabilities } from '../../shared/process/snapshot.ts';
import type { Language } from '../../shared/words/text.ts';
import { wordsIn } from '../words/language.tsx';

export const DASH = '–';

/** A value as text, not yet made safe; a dash where it is unknown. */
export function fieldText(field: Field, value: FieldValue, language: Language, length: FormatLength): string {
  if (value === null) return DASH;
  if (typeof value === 'number')
    return field.kind === 'number' && field.format !== undefined ? field.format(value) : formatNumber(field, value, language, length);
  if (typeof value === 'boolean') return value ? wordsIn(language).yes : wordsIn(language).no;
  return typeof value === 'string' ? value : value.join(' ');
}

/** Why there is a dash. */
export function unknownReason(field: Field, row: Row, capabilities: Capabilities | null): UnknownReason | 'none' {
  const reason = row.unknown?.[field.id];
  if (reason !== undefined) return reason;
  if ('derive' in field) {
    for (const need of field.derive.needs) {
      const inherited = row.unknown?.[need];
      if (inherited !== undefined) return inherited;
    }
    const isTold = field.derive.needs.every((need) => capabilities?.fields.includes(need) ?? true);
    return isTold ? 'none' : 'unsupported';
  }
  if ('aggregate' in field) return row.unknown?.[field.aggregate.of] ?? 'none';
  if (capabilities !== null && !capabilities.fields.includes(field.id)) return 'unsupported';
  return field.isDear === true ? 'not-read' : 'none';
}
