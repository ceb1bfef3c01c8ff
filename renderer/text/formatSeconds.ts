import { formatNumber } from '../../shared/fields/format.ts';
import type { Language } from '../../shared/words/text.ts';

/** 1000 → `1 s`, 500 → `0.5 s`. */
export function formatSeconds(ms: number, language: Language): string {
  return formatNumber({ unit: 'ms' }, ms, language).replace(/[.,]0(?=\s)/, '');
}
