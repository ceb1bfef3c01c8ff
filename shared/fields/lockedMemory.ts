import { defineField } from './field.ts';

export const lockedMemory = defineField({
  id: 'lockedMemory',
  kind: 'number',
  unit: 'bytes',
  header: { en: 'Locked', zh: '锁定内存' },
  help: {
    en: 'Memory locked in RAM (VmLck): it is never swapped out.',
    zh: '锁定在内存中的大小（VmLck），不会被换出。',
  },
  width: 100,
  largestFirst: true,
  sources: { linux: { from: 'status', key: 'VmLck', as: 'kibibytes' }, portable: null },
});
