import { defineField } from './field.ts';

export const comm = defineField({
  id: 'comm',
  shortName: 'name',
  kind: 'text',
  unit: null,
  header: { en: 'Name', zh: '名称' },
  help: {
    en: 'Name the kernel keeps, 15 bytes on Linux. The process can change it.',
    zh: '内核保存的名称，Linux 上最多 15 字节，进程可以修改。',
  },
  width: 140,
  sources: { linux: { from: 'stat', field: 2, as: 'text' }, portable: { from: 'ps-list', key: 'name' } },
});
