import { defineField } from './field.ts';

export const cpuTrend = defineField({
  id: 'cpuTrend',
  kind: 'number',
  unit: 'percent',
  header: { en: 'CPU, 1 min', zh: 'CPU，1 分钟' },
  help: {
    en: 'Processor time over the last minute, the newest at the right. The full height is one core, or the most that it took where that is more. Sorts by the present value.',
    zh: '最近一分钟的处理器时间，右侧最新。满高为单个核心；超过时为其最大值。按当前值排序。',
  },
  width: 104,
  largestFirst: true,
  trend: 'cpu',
  derive: { needs: ['cpuPercent'], value: ({ cpuPercent }) => (typeof cpuPercent === 'number' ? cpuPercent : null) },
});
