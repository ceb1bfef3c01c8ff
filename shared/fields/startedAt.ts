import { defineField } from './field.ts';

export const startedAt = defineField({
  id: 'startedAt',
  kind: 'number',
  unit: 'epochMs',
  header: { en: 'Started', zh: '启动时间' },
  help: { en: 'Wall-clock time at which the process started.', zh: '进程启动的时刻。' },
  width: 150,
  derive: {
    needs: ['startTime'],
    value: ({ startTime }, clock) => (typeof startTime === 'number' ? Math.round(clock.bootedAt + startTime * clock.msPerStartUnit) : null),
  },
});
