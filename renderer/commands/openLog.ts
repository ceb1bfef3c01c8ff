import type { Command } from './command.ts';

export const openLog: Command = {
  id: 'openLog',
  label: { en: 'What was done', zh: '操作记录' },
  shortcuts: [{ key: 'A' }],
  applies: () => true,
  run: ({ view }) => view.openLog(true),
};
