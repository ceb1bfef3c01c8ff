import { defineField } from './field.ts';

export const subtreeCpu = defineField({
  id: 'subtreeCpu',
  kind: 'number',
  unit: 'percent',
  header: { en: 'CPU of subtree', zh: '子树 CPU' },
  help: {
    en: 'Processor time of the process and all its descendants in the last interval, in percent of one core, where known.',
    zh: '进程及其全部后代在上一间隔内的处理器时间占单核百分比（已知部分）。',
  },
  width: 112,
  largestFirst: true,
  aggregate: { of: 'cpuPercent', how: 'sum' },
});
