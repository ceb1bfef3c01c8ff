import { defineField } from './field.ts';

export const priority = defineField({
  id: 'priority',
  kind: 'number',
  unit: null,
  header: { en: 'Priority', zh: '优先级' },
  help: {
    en: 'Priority as the kernel reckons it: 20 + nice for ordinary processes, negative for real-time ones.',
    zh: '内核计算的优先级：普通进程为 20 + nice，实时进程为负数。',
  },
  width: 60,
  sources: { linux: { from: 'stat', field: 18 }, portable: null },
});
