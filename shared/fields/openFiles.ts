import { defineField } from './field.ts';

export const openFiles = defineField({
  id: 'openFiles',
  kind: 'number',
  unit: null,
  header: { en: 'Files', zh: '打开文件' },
  help: {
    en: 'Number of open file descriptors: files, sockets, pipes. From /proc/PID/fd.',
    zh: '打开的文件描述符数：文件、套接字、管道。来自 /proc/PID/fd。',
  },
  width: 70,
  largestFirst: true,
  isDear: true,
  sources: { linux: { from: 'fd' }, portable: null },
});
