import { defineField } from './field.ts';

export const pgid = defineField({
  id: 'pgid',
  kind: 'number',
  unit: null,
  header: { en: 'PGID', zh: 'PGID' },
  help: {
    en: 'Process group: a job of the shell. Its ID is the PID of its leader.',
    zh: '进程组：shell 的一个作业，其编号是组长的 PID。',
  },
  width: 70,
  isName: true,
  sources: { linux: { from: 'stat', field: 5 }, portable: null },
});
