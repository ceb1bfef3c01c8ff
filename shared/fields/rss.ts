import { defineField } from './field.ts';

export const rss = defineField({
  id: 'rss',
  shortName: 'mem',
  kind: 'number',
  unit: 'bytes',
  header: { en: 'Memory', zh: '内存' },
  help: {
    en: 'Resident set size: memory in RAM. Pages shared with other processes count in full in each of them.',
    zh: '常驻内存。与其他进程共享的页面在每个进程中都全额计入。',
  },
  width: 112,
  largestFirst: true,
  // Not field 24 of stat: that is inaccurate by design (proc_pid_stat(5)); ps does not show it either.
  sources: { linux: { from: 'statm', field: 'resident' }, portable: { from: 'pidusage', key: 'memory' } },
});
