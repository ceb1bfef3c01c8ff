import type { Language } from '../words/text.ts';
import type { Field, Unit } from './field.ts';

/** 'short' fits a column; 'long' tells the whole value, for details and tooltips. */
export type FormatLength = 'short' | 'long';

const LOCALES: Readonly<Record<Language, string>> = { en: 'en', zh: 'zh-Hans' };
const BINARY = { step: 1024, names: ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'] } as const;
const DECIMAL = { step: 1000, names: ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB'] } as const;

/** Longest first, in ms. */
const SPANS = [
  { ms: 86_400_000, name: { en: 'd', zh: '天' } },
  { ms: 3_600_000, name: { en: 'h', zh: '小时' } },
  { ms: 60_000, name: { en: 'min', zh: '分' } },
  { ms: 1000, name: { en: 's', zh: '秒' } },
] as const;

/** A number of a field as text in a language, by the field's unit. */
export function formatNumber(field: Pick<Field, 'unit' | 'isName' | 'isDecimal'>, value: number, language: Language, length: FormatLength = 'short'): string {
  if (field.unit === null) return field.isName === true ? String(value) : formatCount(value, language);
  return BY_UNIT[field.unit](value, language, length, field.isDecimal === true ? DECIMAL : BINARY);
}

/** A count, grouped by thousands. */
export function formatCount(value: number, language: Language): string {
  return decimal(language, 0, 3).format(value);
}

type Scale = typeof BINARY | typeof DECIMAL;

const BY_UNIT: Readonly<Record<Unit, (value: number, language: Language, length: FormatLength, scale: Scale) => string>> = {
  bytes: formatBytes,
  bytesPerSecond: (value, language, _, scale) => `${formatBytes(value, language, 'short', scale)}/s`,
  ms: formatDuration,
  percent: (value, language) => `${decimal(language, 1, 1).format(value)} %`,
  epochMs: (value, language, length) => moment(language, length).format(value),
  ticks: (value) => String(value),
};

/** 13001728 → `12.4 MiB`; long: `12.4 MiB (13,001,728 B)`; decimal: `13.0 MB`. */
function formatBytes(value: number, language: Language, length: FormatLength, { step, names }: Scale): string {
  let scaled = value;
  let power = 0;
  while (Math.abs(scaled) >= step - 0.05 && power < names.length - 1) {
    scaled /= step;
    power++;
  }
  const digits = power === 0 || scaled >= 999.95 ? 0 : 1;
  const short = `${decimal(language, digits, digits).format(scaled)} ${names[power]!}`;
  return length === 'long' && power > 0 ? `${short} (${formatCount(value, language)} B)` : short;
}

/** 754000 → `12 min`; long: `12 min 34 s`. Cut, not rounded, as clocks are. */
function formatDuration(value: number, language: Language, length: FormatLength): string {
  const index = SPANS.findIndex((span) => value >= span.ms);
  const span = SPANS[index];
  const inUnit = (count: string, name: Readonly<Record<Language, string>>): string => `${count} ${name[language]}`;
  if (span === undefined || (span.ms === 1000 && value < 10_000)) {
    const digits = length === 'long' ? 2 : 1;
    const seconds = Math.trunc((value / 1000) * 10 ** digits) / 10 ** digits;
    return inUnit(decimal(language, digits, digits).format(seconds), SPANS[3].name);
  }
  const whole = Math.floor(value / span.ms);
  const first = inUnit(formatCount(whole, language), span.name);
  const next = SPANS[index + 1];
  if (length === 'short' || next === undefined) return first;
  return `${first} ${inUnit(formatCount(Math.floor((value - whole * span.ms) / next.ms), language), next.name)}`;
}

const decimals = new Map<string, Intl.NumberFormat>();
/** Making one costs more than using it a hundred times. */
function decimal(language: Language, least: number, most: number): Intl.NumberFormat {
  const name = `${language}${least}${most}`;
  let format = decimals.get(name);
  if (format === undefined) {
    format = new Intl.NumberFormat(LOCALES[language], { minimumFractionDigits: least, maximumFractionDigits: most });
    decimals.set(name, format);
  }
  return format;
}

const moments = new Map<string, Intl.DateTimeFormat>();
function moment(language: Language, length: FormatLength): Intl.DateTimeFormat {
  const name = `${language}${length}`;
  let format = moments.get(name);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(LOCALES[language], {
      ...(length === 'long' ? { year: 'numeric', weekday: 'short' } : {}),
      month: 'short',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
    moments.set(name, format);
  }
  return format;
}
