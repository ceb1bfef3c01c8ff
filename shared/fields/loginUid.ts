import { defineField } from './field.ts';

export const loginUid = defineField({
  id: 'loginUid',
  kind: 'number',
  unit: null,
  header: { en: 'Login UID', zh: '登录 UID' },
  help: {
    en: 'User who logged in to the session in which it was started; it stays through su and sudo. From /proc/PID/loginuid.',
    zh: '启动它的会话的登录用户，经 su 与 sudo 也不变。来自 /proc/PID/loginuid。',
  },
  width: 84,
  isName: true,
  isDear: true,
  sources: { linux: { from: 'loginuid' }, portable: null },
});
