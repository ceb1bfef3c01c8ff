import { defineField } from './field.ts';

export const tty = defineField({
  id: 'tty',
  kind: 'text',
  unit: null,
  header: { en: 'TTY', zh: '终端' },
  help: {
    en: 'Controlling terminal; a dash where the process has none.',
    zh: '控制终端；没有时显示短横线。',
  },
  width: 80,
  sources: { linux: { from: 'stat', field: 7, as: 'tty' }, portable: null },
});
