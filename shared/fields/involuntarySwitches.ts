import { defineField } from './field.ts';

export const involuntarySwitches = defineField({
  id: 'involuntarySwitches',
  kind: 'number',
  unit: null,
  header: { en: 'Lost CPU', zh: '被动切换' },
  help: {
    en: 'Involuntary context switches: how often the processor was taken away from its main thread. From /proc/PID/status.',
    zh: '非自愿上下文切换：主线程被剥夺处理器的次数。来自 /proc/PID/status。',
  },
  width: 96,
  largestFirst: true,
  isDear: true,
  sources: { linux: { from: 'status', key: 'nonvoluntary_ctxt_switches', as: 'number' }, portable: null },
});
