import { defineField } from './field.ts';

export const policy = defineField({
  id: 'policy',
  kind: 'text',
  unit: null,
  header: { en: 'Policy', zh: '调度策略' },
  help: {
    en: 'Scheduling policy: OTHER is the usual one, FIFO (first come, first served) and RR (time slices) are real-time, BATCH and IDLE yield to the others, DEADLINE has a budget, EXT is a scheduler in BPF.',
    zh: '调度策略：OTHER 为普通策略，FIFO（先来先服务）与 RR（时间片轮转）为实时策略，BATCH 与 IDLE 让位于其他进程，DEADLINE 按期限与预算，EXT 为 BPF 调度器。',
  },
  width: 84,
  sources: { linux: { from: 'stat', field: 41, as: 'policy' }, portable: null },
});
