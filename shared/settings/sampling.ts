import * as z from 'zod/mini';
import { defineSetting } from './setting.ts';

/** ms between samples. */
const SHORTEST = 500;
const LONGEST = 10_000;

export const interval = defineSetting(z.int().check(z.minimum(SHORTEST), z.maximum(LONGEST)), 1000, {
  group: 'sampling',
  label: { en: 'Interval', zh: '采样间隔' },
  help: {
    en: 'The time between two samples, for every window. They come less often while nobody looks, on battery, and when they cost too much.',
    zh: '两次采样之间的时间，对所有窗口生效。无人查看、使用电池或开销过大时会自动放慢。',
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
    en: 'Of one core four busy threads are 400 %; of the machine everything together is at most 100 %.',
    zh: '按单核计，四个忙碌线程为 400 %；按整机计，全部合计最多 100 %。',
  },
  control: {
    kind: 'choice',
    options: [
      { value: 'core', label: { en: 'Of one core', zh: '按单核' } },
      { value: 'machine', label: { en: 'Of the machine', zh: '按整机' } },
    ],
  },
});
