import * as z from 'zod/mini';
import { defineSetting } from './setting.ts';

/** ms between samples. */
const SHORTEST = 500;
const LONGEST = 10_000;

export const interval = defineSetting(z.int().check(z.minimum(SHORTEST), z.maximum(LONGEST)), 1000, {
  group: 'sampling',
  label: { en: 'Interval', zh: '采样间隔' },
  help: {
    en: 'Between two samples, for every window; longer when unseen or dear.',
    zh: '两次采样之间的时间，对所有窗口生效；无人查看或开销大时更长。',
  },
  control: { kind: 'span', least: SHORTEST, most: LONGEST, step: 500 },
});

export const CPU_MODES = ['core', 'machine'] as const;
/** What 100 % stands for in the table: one core (four busy threads are 400 %), or all cores of the machine. */
export type CpuMode = (typeof CPU_MODES)[number];

export const cpuMode = defineSetting(z.enum(CPU_MODES), 'core', {
  group: 'sampling',
  label: { en: 'CPU percent', zh: 'CPU 百分比' },
  help: {
    en: 'Four busy threads are 400 % of one core; the machine has 100 %.',
    zh: '四个忙碌线程按单核计为 400 %；整机共 100 %。',
  },
  control: {
    kind: 'choice',
    options: [
      { value: 'core', label: { en: 'Of one core', zh: '按单核' } },
      { value: 'machine', label: { en: 'Of the machine', zh: '按整机' } },
    ],
  },
});
