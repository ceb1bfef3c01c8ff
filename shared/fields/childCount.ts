import { defineField } from './field.ts';

export const childCount = defineField({
  id: 'childCount',
  kind: 'number',
  unit: null,
  header: { en: 'Children', zh: '子进程数' },
  help: {
    en: 'Number of its living children, reckoned from the tree.',
    zh: '存活的子进程数，由进程树算得。',
  },
  width: 76,
  largestFirst: true,
  aggregate: { of: 'ppid', how: 'children' },
});
