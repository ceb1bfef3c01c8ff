import { defineField } from './field.ts';

export const rtPriority = defineField({
  id: 'rtPriority',
  kind: 'number',
  unit: null,
  header: { en: 'RT priority', zh: '实时优先级' },
  help: {
    en: 'Real-time priority from 1 to 99, the highest first. Only the policies FIFO and RR have one.',
    zh: '实时优先级，1 到 99，越大越优先，仅 FIFO 与 RR 策略具有。',
  },
  width: 84,
  isName: true,
  largestFirst: true,
  sources: { linux: { from: 'stat', field: 40, as: 'rtPriority' }, portable: null },
});
