import { defineField } from './field.ts';

export const tpgid = defineField({
  id: 'tpgid',
  kind: 'number',
  unit: null,
  header: { en: 'TPGID', zh: 'TPGID' },
  help: {
    en: 'Process group in the foreground of the controlling terminal: Ctrl-C reaches it.',
    zh: '控制终端的前台进程组：Ctrl-C 会发给它。',
  },
  width: 70,
  isName: true,
  sources: { linux: { from: 'stat', field: 8, as: 'group' }, portable: null },
});
