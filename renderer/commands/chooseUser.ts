import type { Command } from './command.ts';

/** htop's key. */
export const chooseUser: Command = {
  id: 'chooseUser',
  label: { en: 'Show the processes of one user…', zh: '只显示某个用户的进程…' },
  shortcuts: [{ key: 'u' }],
  applies: () => true,
  run: ({ view }) => view.choose('user'),
};
