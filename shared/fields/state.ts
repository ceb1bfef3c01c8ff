import { defineField } from './field.ts';

export const state = defineField({
  id: 'state',
  kind: 'text',
  unit: null,
  header: { en: 'State', zh: '状态' },
  help: {
    en: 'One letter, the kernel’s own: R running or ready, S and D blocked, T and t stopped, Z zombie, I idle kernel thread.',
    zh: '内核给出的一个字母：R 运行或就绪，S 与 D 阻塞，T 与 t 停止，Z 僵尸，I 空闲内核线程。',
  },
  width: 60,
  sources: { linux: { from: 'stat', field: 3, as: 'text' }, portable: { from: 'ps-list', key: 'defunct' } },
});
