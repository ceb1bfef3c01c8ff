import { defineField } from './field.ts';

export const minorFaults = defineField({
  id: 'minorFaults',
  kind: 'number',
  unit: null,
  header: { en: 'Minor faults', zh: '次缺页' },
  help: {
    en: 'Page faults since the start that needed no disk: the page was in memory already, or had only to be zeroed.',
    zh: '启动以来无需读盘的缺页次数：页面已在内存中，或只需清零。',
  },
  width: 96,
  largestFirst: true,
  sources: { linux: { from: 'stat', field: 10 }, portable: null },
});
