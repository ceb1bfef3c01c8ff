import type { Command } from './command.ts';

/** htop's key for its setup. */
export const chooseColumns: Command = {
  id: 'chooseColumns',
  label: { en: 'Show a set of columns…', zh: '显示一组列…' },
  shortcuts: [{ key: 'F2' }],
  applies: () => true,
  run: ({ view }) => view.choose('columns'),
};
