import { defineField } from './field.ts';

export const pid = defineField({
  id: 'pid',
  kind: 'number',
  unit: null,
  header: { en: 'PID', zh: 'PID' },
  help: {
    en: 'Process ID. It is reused after the process has ended, so it is no identity by itself.',
    zh: '进程号。进程结束后会被重用，因此它本身不能确认身份。',
  },
  width: 70,
  isName: true,
  sources: { linux: { from: 'stat', field: 1 }, portable: { from: 'ps-list', key: 'pid' } },
});
