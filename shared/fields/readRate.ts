import { defineField } from './field.ts';

export const readRate = defineField({
  id: 'readRate',
  shortName: 'read',
  kind: 'number',
  unit: 'bytesPerSecond',
  header: { en: 'Reads', zh: '读速率' },
  help: {
    en: 'Bytes read from storage per second, over the last interval. From /proc/PID/io.',
    zh: '上一个间隔内每秒从存储读取的字节数。来自 /proc/PID/io。',
  },
  width: 100,
  largestFirst: true,
  isDear: true,
  rateOf: 'readBytes',
});
