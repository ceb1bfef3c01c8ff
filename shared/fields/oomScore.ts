import { defineField } from './field.ts';

export const oomScore = defineField({
  id: 'oomScore',
  kind: 'number',
  unit: null,
  header: { en: 'OOM score', zh: 'OOM 分数' },
  help: {
    en: 'How likely the kernel ends it when memory runs out: 0 is never, and the highest goes first. From /proc/PID/oom_score.',
    zh: '内存耗尽时被内核结束的可能性：0 表示不会，最高者最先。来自 /proc/PID/oom_score。',
  },
  width: 88,
  largestFirst: true,
  isDear: true,
  sources: { linux: { from: 'oom_score' }, portable: null },
});
