import { defineField } from './field.ts';

export const writeRate = defineField({
  id: 'writeRate',
  shortName: 'write',
  kind: 'number',
  unit: 'bytesPerSecond',
  header: { en: 'Writes', zh: '写速率' },
  help: {
    en: 'Bytes written to storage per second, over the last interval, counted when they enter the page cache. From /proc/PID/io.',
    zh: '上一个间隔内每秒写入存储的字节数，在进入页缓存时计数。来自 /proc/PID/io。',
  },
  width: 100,
  largestFirst: true,
  isDear: true,
  rateOf: 'writtenBytes',
});
