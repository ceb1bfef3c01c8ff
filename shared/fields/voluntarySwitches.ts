import { defineField } from './field.ts';

export const voluntarySwitches = defineField({
  id: 'voluntarySwitches',
  kind: 'number',
  unit: null,
  header: { en: 'Gave up CPU', zh: '主动切换' },
  help: {
    en: 'Voluntary context switches: how often its main thread gave the processor up to wait. From /proc/PID/status.',
    zh: '自愿上下文切换：主线程为等待而让出处理器的次数。来自 /proc/PID/status。',
  },
  width: 96,
  largestFirst: true,
  isDear: true,
  sources: { linux: { from: 'status', key: 'voluntary_ctxt_switches', as: 'number' }, portable: null },
});
