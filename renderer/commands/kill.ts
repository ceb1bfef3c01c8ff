import type { Command } from './command.ts';
import { signalCommand } from './sendSignal.ts';

export const kill: Command = {
  id: 'kill',
  label: { en: 'Kill…', zh: '强制结束…' },
  shortcuts: [
    { key: 'F9', shift: true },
    { key: 'K', shift: true },
    { key: 'Delete', shift: true },
  ],
  isDangerous: true,
  ...signalCommand('SIGKILL'),
};
