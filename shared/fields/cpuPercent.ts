import { defineField } from './field.ts';

export const cpuPercent = defineField({
  id: 'cpuPercent',
  shortName: 'cpu',
  kind: 'number',
  unit: 'percent',
  header: { en: 'CPU of a core', zh: 'CPU（单核）' },
  help: {
    en: 'Processor time used in the last interval, in percent of one core: four busy threads are 400 %. ps shows the average over the whole life instead.',
    zh: '上一个间隔内使用的处理器时间占单个核心的百分比：四个忙碌线程为 400 %。ps 显示的是整个生命期的平均值。',
  },
  width: 112,
  largestFirst: true,
  rateOf: 'cpuTime',
});
