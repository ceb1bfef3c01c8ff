import { defineField } from './field.ts';

export const uid = defineField({
  id: 'uid',
  kind: 'number',
  unit: null,
  header: { en: 'UID', zh: 'UID' },
  help: {
    en: 'Effective user ID: whose rights it acts with.',
    zh: '有效用户号：进程以谁的权限行事。',
  },
  width: 60,
  isName: true,
  sources: { linux: { from: 'owner', as: 'uid' }, portable: { from: 'ps-list', key: 'uid' } },
});
