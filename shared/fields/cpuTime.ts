import { defineField } from './field.ts';

export const cpuTime = defineField({
  id: 'cpuTime',
  kind: 'number',
  unit: 'ms',
  header: { en: 'CPU time', zh: 'CPU 时间' },
  help: {
    en: 'Processor time used since the start, user and system.',
    zh: '启动以来使用的处理器时间（用户态加内核态）。',
  },
  width: 84,
  largestFirst: true,
  sources: { linux: { from: 'stat', field: 14, as: 'ticks', plus: 15 }, portable: { from: 'pidusage', key: 'ctime' } },
});
