import { useCallback } from 'react';
import type { Unit } from '../../shared/fields/field.ts';
import { type FormatLength, formatNumber } from '../../shared/fields/format.ts';
import { useSettings } from '../state/stores.tsx';
import { useLanguage } from '../words/language.tsx';

export type Format = (unit: Unit | null, value: number, length?: FormatLength) => string;

/** Whether sizes are told in MB, not in MiB. */
export const useIsDecimal = (): boolean => useSettings(({ values }) => values.units === 'decimal');

/** Numbers in the language and the units that were chosen. */
export function useFormat(): Format {
  const language = useLanguage();
  const isDecimal = useIsDecimal();
  return useCallback((unit, value, length = 'short') => formatNumber({ unit, isDecimal }, value, language, length), [language, isDecimal]);
}
