import { defineField } from './field.ts';

export const container = defineField({
  id: 'container',
  kind: 'text',
  unit: null,
  header: { en: 'Container', zh: '容器' },
  help: {
    en: 'ID or name of the container that it runs in (Docker, containerd, CRI-O, Podman, LXC, nspawn). Read from the path of its control group.',
    zh: '所在容器的编号或名称（Docker、containerd、CRI-O、Podman、LXC、nspawn），由控制组路径得出。',
  },
  width: 120,
  isDear: true,
  sources: { linux: { from: 'cgroup', as: 'container' }, portable: null },
});
