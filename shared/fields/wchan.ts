import { defineField } from './field.ts';

export const wchan = defineField({
  id: 'wchan',
  kind: 'text',
  unit: null,
  header: { en: 'Waits in', zh: '等待于' },
  help: {
    en: 'Function of the kernel in which its main thread waits. From /proc/PID/wchan, which tells only of processes that one may trace.',
    zh: '主线程在内核中等待的函数。来自 /proc/PID/wchan，只对有权跟踪的进程给出。',
  },
  width: 150,
  isDear: true,
  sources: { linux: { from: 'wchan' }, portable: null },
});
