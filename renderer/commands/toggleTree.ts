import type { Command } from './command.ts';

/** htop's key. */
export const toggleTree: Command = {
  id: 'toggleTree',
  label: { en: 'Tree, or one flat list', zh: '进程树或平铺列表' },
  shortcuts: [{ key: 't' }],
  applies: () => true,
  isOn: ({ view }) => view.getState().arrangement === 'tree',
  run: ({ view }) => view.arrange(view.getState().arrangement === 'tree' ? 'flat' : 'tree'),
};
