import { formatNumber } from '../../fields/format.ts';
import type { Unit } from '../../fields/field.ts';
import type { Text } from '../../words/text.ts';

export const say = (en: string, zh: string): Text => ({ en, zh });

/** A number with its unit, in both languages: `%` stands for it. */
export function sayNumber(unit: Unit | null, value: number, en: string, zh: string): Text {
  return { en: en.replace('%', formatNumber({ unit }, value, 'en')), zh: zh.replace('%', formatNumber({ unit }, value, 'zh')) };
}

/** A list in words. */
export function sayAll(texts: readonly Text[]): Text {
  return { en: texts.map(({ en }) => en).join(', '), zh: texts.map(({ zh }) => zh).join('、') };
}
