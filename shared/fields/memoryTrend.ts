import { defineField } from './field.ts';

export const memoryTrend = defineField({
  id: 'memoryTrend',
  kind: 'number',
  unit: 'bytes',
  header: { en: 'Memory, 1 min', zh: '内存，1 分钟' },
  help: {
    en: 'Resident memory over the last minute, the newest at the right. The full height is the most that it held in that minute. Sorts by the present value.',
    zh: '最近一分钟的常驻内存，右侧最新。满高为该分钟内的最大值。按当前值排序。',
  },
  width: 124,
  largestFirst: true,
  trend: 'memory',
  derive: { needs: ['rss'], value: ({ rss }) => (typeof rss === 'number' ? rss : null) },
});
