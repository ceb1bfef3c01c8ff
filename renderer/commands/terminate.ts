import type { Command } from './command.ts';
import { signalCommand } from './sendSignal.ts';

/** F9 and k are what htop and top use. */
export const terminate: Command = {
  id: 'terminate',
  label: { en: 'Terminate…', zh: '终止…' },
  shortcuts: [{ key: 'F9' }, { key: 'k' }, { key: 'Delete' }],
  isDangerous: true,
  ...signalCommand('SIGTERM'),
};
