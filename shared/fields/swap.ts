import { defineField } from './field.ts';

export const swap = defineField({
  id: 'swap',
  kind: 'number',
  unit: 'bytes',
  header: { en: 'Swap', zh: '交换' },
  help: {
    en: 'Memory of its own that lies in swap space. From /proc/PID/smaps_rollup.',
    zh: '位于交换空间的自有内存。来自 /proc/PID/smaps_rollup。',
  },
  width: 100,
  largestFirst: true,
  isDear: true,
  sources: { linux: { from: 'smaps_rollup', key: 'Swap' }, portable: null },
});
