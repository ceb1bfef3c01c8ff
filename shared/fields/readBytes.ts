import { defineField } from './field.ts';

export const readBytes = defineField({
  id: 'readBytes',
  kind: 'number',
  unit: 'bytes',
  header: { en: 'Read', zh: '已读' },
  help: {
    en: 'Bytes that it caused to be read from storage since the start. What came from the page cache does not count. From /proc/PID/io.',
    zh: '启动以来引起的存储读取字节数，来自页缓存的不计。来自 /proc/PID/io。',
  },
  width: 100,
  largestFirst: true,
  isDear: true,
  sources: { linux: { from: 'io', key: 'read_bytes' }, portable: null },
});
