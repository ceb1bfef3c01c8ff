import { defineField } from './field.ts';

export const elapsed = defineField({
  id: 'elapsed',
  shortName: 'age',
  kind: 'number',
  unit: 'ms',
  header: { en: 'Age', zh: '存活时间' },
  help: { en: 'Time since the process started.', zh: '进程启动以来经过的时间。' },
  width: 76,
  derive: {
    needs: ['startTime'],
    value: ({ startTime }, clock) =>
      typeof startTime === 'number' ? Math.max(0, Math.round(clock.takenAt - clock.bootedAt - startTime * clock.msPerStartUnit)) : null,
  },
});
