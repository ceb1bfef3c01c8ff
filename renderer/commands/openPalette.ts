import type { Command } from './command.ts';

export const openPalette: Command = {
  id: 'openPalette',
  label: { en: 'Find a command', zh: '查找命令' },
  shortcuts: [{ key: 'k', control: true }],
  applies: () => true,
  run: ({ view }) => view.choose('command'),
};
