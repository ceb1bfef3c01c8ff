import * as z from 'zod/mini';
import { defineSetting } from './setting.ts';

export const language = defineSetting(z.enum(['system', 'en', 'zh']), 'system', {
  group: 'look',
  label: { en: 'Language', zh: '语言' },
  help: { en: 'Of every text that Procession shows.', zh: 'Procession 显示的全部文字所用的语言。' },
  control: {
    kind: 'choice',
    // The languages are named in themselves, for whoever cannot read the present one.
    options: [
      { value: 'system', label: { en: 'System', zh: '跟随系统' } },
      { value: 'en', label: { en: 'English', zh: 'English' } },
      { value: 'zh', label: { en: '中文', zh: '中文' } },
    ],
  },
});

export const theme = defineSetting(z.enum(['system', 'light', 'dark']), 'system', {
  group: 'look',
  label: { en: 'Theme', zh: '主题' },
  help: { en: 'System follows the desktop, also when that changes.', zh: '“跟随系统”会随桌面主题的变化而变化。' },
  control: {
    kind: 'choice',
    options: [
      { value: 'system', label: { en: 'System', zh: '跟随系统' } },
      { value: 'light', label: { en: 'Light', zh: '浅色' } },
      { value: 'dark', label: { en: 'Dark', zh: '深色' } },
    ],
  },
});

/** px of a row's height. */
export const density = defineSetting(z.literal([20, 24, 28]), 24, {
  group: 'look',
  label: { en: 'Density', zh: '行高' },
  help: { en: 'The height of a row: more rows in sight, or more air between them.', zh: '每行的高度：显示更多行，或留出更多间距。' },
  control: {
    kind: 'choice',
    options: [
      { value: 20, label: { en: 'Dense', zh: '紧凑' } },
      { value: 24, label: { en: 'Usual', zh: '标准' } },
      { value: 28, label: { en: 'Airy', zh: '宽松' } },
    ],
  },
});

export const BYTE_UNITS = ['binary', 'decimal'] as const;
export type ByteUnits = (typeof BYTE_UNITS)[number];

export const units = defineSetting(z.enum(BYTE_UNITS), 'binary', {
  group: 'look',
  label: { en: 'Sizes', zh: '大小单位' },
  help: {
    en: '1 MiB is 1,048,576 bytes, 1 MB 1,000,000; filters always use 1,024.',
    zh: '1 MiB 为 1,048,576 字节，1 MB 为 1,000,000；筛选始终按 1,024。',
  },
  control: {
    kind: 'choice',
    options: [
      { value: 'binary', label: { en: 'KiB, MiB, GiB', zh: 'KiB、MiB、GiB' } },
      { value: 'decimal', label: { en: 'kB, MB, GB', zh: 'kB、MB、GB' } },
    ],
  },
});
