import { defineField } from './field.ts';

export const ppid = defineField({
  id: 'ppid',
  kind: 'number',
  unit: null,
  header: { en: 'PPID', zh: 'PPID' },
  help: {
    en: 'Process ID of the present parent. It changes when the parent ends and the process is adopted.',
    zh: '当前父进程的进程号。父进程结束、进程被收养后会改变。',
  },
  width: 70,
  isName: true,
  sources: { linux: { from: 'stat', field: 4 }, portable: { from: 'ps-list', key: 'ppid' } },
});
