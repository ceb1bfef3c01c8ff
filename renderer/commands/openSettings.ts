import type { Command } from './command.ts';

/** The key that desktop programs have for it. */
export const openSettings: Command = {
  id: 'openSettings',
  label: { en: 'Settings', zh: '设置' },
  shortcuts: [{ key: ',', control: true }],
  applies: () => true,
  run: ({ view }) => view.openSettings(true),
};
