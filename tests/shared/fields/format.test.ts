import { describe, expect, it } from 'vitest';
import type { Unit } from '../../../shared/fields/field.ts';
import { formatCount, formatNumber } from '../../../shared/fields/format.ts';

const short = (unit: Unit, value: number) => formatNumber({ unit }, value, 'en');
const long = (unit: Unit, value: number) => formatNumber({ unit }, value, 'en', 'long');

describe('formatNumber', () => {
  it.each([
    [0, '0 B'],
    [1023, '1,023 B'],
    [1024, '1.0 KiB'],
    [1_023_999, '1,000 KiB'],
    [1_048_575, '1.0 MiB'],
    [13_001_728, '12.4 MiB'],
    [2 ** 40 * 1.5, '1.5 TiB'],
  ])('%d bytes are %s', (value, text) => {
    expect(short('bytes', value)).toBe(text);
  });

  it.each([
    [0, '0.0 s'],
    [9_999, '9.9 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [3_599_999, '59 min'],
    [86_399_999, '23 h'],
    [86_400_000 * 1200, '1,200 d'],
  ])('%d ms are %s: cut, not rounded', (value, text) => {
    expect(short('ms', value)).toBe(text);
  });

  it('tells more where there is room', () => {
    expect(long('bytes', 13_001_728)).toBe('12.4 MiB (13,001,728 B)');
    expect(long('ms', 754_000)).toBe('12 min 34 s');
    expect(long('ms', 86_400_000 * 2 + 3_600_000 * 5)).toBe('2 d 5 h');
    expect(long('ms', 1234)).toBe('1.23 s');
  });

  it('gives percent one digit', () => {
    expect(short('percent', 0)).toBe('0.0 %');
    expect(short('percent', 1234.56)).toBe('1,234.6 %');
  });

  it('groups counts and never names', () => {
    expect(formatNumber({ unit: null }, 12345, 'en')).toBe('12,345');
    expect(formatNumber({ unit: null, isName: true }, 4_194_304, 'en')).toBe('4194304');
    expect(formatNumber({ unit: 'ticks', isName: true }, 320404, 'en')).toBe('320404');
    expect(formatCount(1912, 'zh')).toBe('1,912');
  });

  it('speaks Chinese', () => {
    expect(formatNumber({ unit: 'ms' }, 754_000, 'zh', 'long')).toBe('12 分 34 秒');
    expect(formatNumber({ unit: 'epochMs' }, 1_800_000_000_000, 'zh', 'long')).toContain('2027');
  });
});
