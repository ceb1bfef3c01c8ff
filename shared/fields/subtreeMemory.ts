import { defineField } from './field.ts';

export const subtreeMemory = defineField({
  id: 'subtreeMemory',
  kind: 'number',
  unit: 'bytes',
  header: { en: 'Memory of subtree', zh: '子树内存' },
  help: {
    en: 'Resident memory of the process and all its descendants, added up. A page that several of them share counts once for each, so this is more than they take together.',
    zh: '进程及其全部后代的常驻内存之和。它们共享的页面在每个进程中各计一次，因此大于实际占用。',
  },
  width: 120,
  largestFirst: true,
  aggregate: { of: 'rss', how: 'sum' },
});
