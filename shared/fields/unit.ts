import { defineField } from './field.ts';

export const unit = defineField({
  id: 'unit',
  kind: 'text',
  unit: null,
  header: { en: 'Unit', zh: '单元' },
  help: {
    en: 'Unit of systemd that it belongs to: a service, a scope or the like. Read from the path of its control group.',
    zh: '所属的 systemd 单元（服务、scope 等），由控制组路径得出。',
  },
  width: 150,
  isDear: true,
  sources: { linux: { from: 'cgroup', as: 'unit' }, portable: null },
});
