import { defineField } from './field.ts';

export const majorFaults = defineField({
  id: 'majorFaults',
  kind: 'number',
  unit: null,
  header: { en: 'Major faults', zh: '主缺页' },
  help: {
    en: 'Page faults since the start that had to wait for a disk.',
    zh: '启动以来必须等待磁盘的缺页次数。',
  },
  width: 96,
  largestFirst: true,
  sources: { linux: { from: 'stat', field: 12 }, portable: null },
});
