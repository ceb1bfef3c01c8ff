import { defineField } from './field.ts';

export const startTime = defineField({
  id: 'startTime',
  kind: 'number',
  unit: 'ticks',
  header: { en: 'Start (raw)', zh: '启动（原始值）' },
  help: {
    en: 'Start as the system counts it: clock ticks since boot on Linux, ms since the epoch elsewhere. With the PID it identifies the process.',
    zh: '系统原始的启动时间：Linux 上是开机以来的时钟滴答数，其他系统是纪元毫秒。与 PID 一起确认身份。',
  },
  width: 100,
  isName: true,
  sources: { linux: { from: 'stat', field: 22 }, portable: { from: 'ps-list', key: 'startTime' } },
});
