import { defineField } from './field.ts';

export const cgroup = defineField({
  id: 'cgroup',
  kind: 'text',
  unit: null,
  header: { en: 'Control group', zh: '控制组' },
  help: {
    en: 'Path of its control group (version 2; where there is only version 1, that of systemd or of the first controller with one). From /proc/PID/cgroup.',
    zh: '控制组路径（第 2 版；只有第 1 版时取 systemd 或首个有路径的控制器）。来自 /proc/PID/cgroup。',
  },
  width: 200,
  isDear: true,
  sources: { linux: { from: 'cgroup', as: 'path' }, portable: null },
});
