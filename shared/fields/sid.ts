import { defineField } from './field.ts';

export const sid = defineField({
  id: 'sid',
  kind: 'number',
  unit: null,
  header: { en: 'SID', zh: 'SID' },
  help: {
    en: 'Session. Its ID is the PID of the session leader, often a login shell or a daemon.',
    zh: '会话。其编号是会话首进程的 PID，通常是登录 shell 或守护进程。',
  },
  width: 70,
  isName: true,
  sources: { linux: { from: 'stat', field: 6 }, portable: null },
});
