import { defineField } from './field.ts';

export const threads = defineField({
  id: 'threads',
  kind: 'number',
  unit: null,
  header: { en: 'Thr', zh: '线程' },
  help: {
    en: 'Number of threads (NLWP in ps).',
    zh: '线程数（ps 中的 NLWP）。',
  },
  width: 56,
  largestFirst: true,
  sources: { linux: { from: 'stat', field: 20 }, portable: null },
});
