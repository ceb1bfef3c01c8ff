import { defineField } from './field.ts';

export const processor = defineField({
  id: 'processor',
  kind: 'number',
  unit: null,
  header: { en: 'Core', zh: '核心' },
  help: {
    en: 'Processor it last ran on, counted from 0.',
    zh: '最近一次运行所在的处理器，从 0 计数。',
  },
  width: 60,
  isName: true,
  sources: { linux: { from: 'stat', field: 39 }, portable: null },
});
