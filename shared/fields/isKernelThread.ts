import { defineField } from './field.ts';

export const isKernelThread = defineField({
  id: 'isKernelThread',
  shortName: 'kernel',
  kind: 'flag',
  unit: null,
  header: { en: 'Kernel thread', zh: '内核线程' },
  help: {
    en: 'A thread of the kernel itself (PF_KTHREAD): it has no program and cannot be ended.',
    zh: '内核自身的线程（PF_KTHREAD）：没有程序，无法结束。',
  },
  width: 80,
  sources: { linux: { from: 'stat', field: 9, as: 'flag', mask: 0x00200000 }, portable: null },
});
