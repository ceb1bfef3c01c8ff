import { defineField } from './field.ts';

export const vsz = defineField({
  id: 'vsz',
  kind: 'number',
  unit: 'bytes',
  header: { en: 'VSZ', zh: '虚拟内存' },
  help: {
    en: 'Size of the address space. Most of it need not exist in memory.',
    zh: '地址空间大小，其中大部分不一定在内存中。',
  },
  width: 100,
  largestFirst: true,
  sources: { linux: { from: 'stat', field: 23, as: 'addressSpace' }, portable: null },
});
