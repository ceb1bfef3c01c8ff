import type { Command } from './command.ts';

export const openHelp: Command = {
  id: 'openHelp',
  label: { en: 'Help', zh: '帮助' },
  shortcuts: [{ key: 'F1' }, { key: '?' }, { key: 'h' }],
  applies: () => true,
  run: ({ view }) => view.openHelp(true),
};
