import { defineField } from './field.ts';

export const user = defineField({
  id: 'user',
  kind: 'text',
  unit: null,
  header: { en: 'User', zh: '用户' },
  help: {
    en: 'Effective user: whose rights it acts with.',
    zh: '有效用户：进程以谁的权限行事。',
  },
  width: 90,
  sources: { linux: { from: 'owner', as: 'user' }, portable: { from: 'ps-list', key: 'uid' } },
});
