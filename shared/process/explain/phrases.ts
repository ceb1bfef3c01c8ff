import { formatNumber } from '../../fields/format.ts';
import type { Unit } from '../../fields/field.ts';
import type { Text } from '../../words/text.ts';
import type { Row } from '../row.ts';
import { visibleName } from '../visibleText.ts';

/** `name (pid)`, safe to print. */
export const whoIs = (row: Row): string => `${visibleName(row.values.comm ?? '')} (${row.id.pid})`;

export const say = (en: string, zh: string): Text => ({ en, zh });

/** A number with its unit, in both languages: `%` stands for it. */
export function sayNumber(unit: Unit | null, value: number, en: string, zh: string): Text {
  return { en: en.replace('%', formatNumber({ unit }, value, 'en')), zh: zh.replace('%', formatNumber({ unit }, value, 'zh')) };
}

/** A list in words. */
export function sayAll(texts: readonly Text[]): Text {
  return { en: texts.map(({ en }) => en).join(', '), zh: texts.map(({ zh }) => zh).join('、') };
}
