import { defineField } from './field.ts';

export const args = defineField({
  id: 'args',
  shortName: 'command',
  kind: 'list',
  unit: null,
  header: { en: 'Command', zh: '命令' },
  help: {
    en: 'Command line as the process holds it, split on NUL. The process can change it.',
    zh: '进程持有的命令行，按 NUL 分隔，进程可以修改。',
  },
  width: 320,
  sources: { linux: { from: 'cmdline' }, portable: { from: 'ps-list', key: 'cmd' } },
});
