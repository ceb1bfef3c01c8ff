import { defineField } from './field.ts';

export const writtenBytes = defineField({
  id: 'writtenBytes',
  kind: 'number',
  unit: 'bytes',
  header: { en: 'Written', zh: '已写' },
  help: {
    en: 'Bytes that it caused to be written to storage since the start, counted when they enter the page cache. From /proc/PID/io.',
    zh: '启动以来引起的存储写入字节数，在进入页缓存时计数。来自 /proc/PID/io。',
  },
  width: 100,
  largestFirst: true,
  isDear: true,
  sources: { linux: { from: 'io', key: 'write_bytes' }, portable: null },
});
