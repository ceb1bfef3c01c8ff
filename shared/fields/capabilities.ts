import { defineField } from './field.ts';

export const capabilities = defineField({
  id: 'capabilities',
  kind: 'text',
  unit: null,
  header: { en: 'Capabilities', zh: '能力' },
  help: {
    en: 'Rights of root that it has in effect (capabilities(7)): “all” where it has every one of them, or all but those with a minus. From CapEff in /proc/PID/status.',
    zh: '当前有效的 root 权能（capabilities(7)），全部具备时为 all，缺少的以减号列出。来自 /proc/PID/status 的 CapEff。',
  },
  width: 170,
  isDear: true,
  sources: { linux: { from: 'status', key: 'CapEff', as: 'capabilities' }, portable: null },
});
