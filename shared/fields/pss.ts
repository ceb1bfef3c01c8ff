import { defineField } from './field.ts';

export const pss = defineField({
  id: 'pss',
  kind: 'number',
  unit: 'bytes',
  header: { en: 'PSS', zh: 'PSS' },
  help: {
    en: 'Proportional set size: memory in RAM, each shared page divided among those that share it. These can be added up. From /proc/PID/smaps_rollup.',
    zh: '按比例分摊的内存：共享页面由共享者均分，因此可以相加。来自 /proc/PID/smaps_rollup。',
  },
  width: 100,
  largestFirst: true,
  isDear: true,
  sources: { linux: { from: 'smaps_rollup', key: 'Pss' }, portable: null },
});
