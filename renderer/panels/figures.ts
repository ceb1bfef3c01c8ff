import { formatCount, formatNumber } from '../../shared/fields/format.ts';
import type { Language } from '../../shared/words/text.ts';

/** How the strip writes its figures. */
export interface Figures {
  /** 12.345 → `12.3 %` */
  readonly percent: (value: number) => string;
  /** 12.345 → `12 %` */
  readonly whole: (value: number) => string;
  readonly count: (value: number) => string;
  /** 0.5 → `0.50`, as loads are written everywhere. */
  readonly hundredths: (value: number) => string;
  readonly hundredthPercent: (value: number) => string;
  readonly bytes: (value: number) => string;
  /** A part of a whole in one unit where they have the same: `9.8 / 31.2 GiB`. */
  readonly bytesOf: (part: number, whole: number) => string;
}

/** `isDecimal`: sizes in MB, not in MiB. */
export function figuresIn(language: Language, isDecimal: boolean): Figures {
  const bytes = (value: number): string => formatNumber({ unit: 'bytes', isDecimal }, value, language);
  return {
    percent: (value) => formatNumber({ unit: 'percent' }, value, language),
    whole: (value) => `${formatCount(Math.round(value), language)} %`,
    count: (value) => formatCount(value, language),
    hundredths: (value) => value.toFixed(2),
    hundredthPercent: (value) => `${value.toFixed(2)} %`,
    bytes,
    bytesOf: (part, whole) => {
      const [number = '', unit] = bytes(part).split(' ');
      const all = bytes(whole);
      return all.endsWith(` ${unit}`) ? `${number} / ${all}` : `${number} ${unit} / ${all}`;
    },
  };
}
