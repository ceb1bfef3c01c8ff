import type { Command } from './command.ts';
import { signalCommand } from './sendSignal.ts';

export const suspend: Command = {
  id: 'suspend',
  label: { en: 'Suspend…', zh: '暂停…' },
  shortcuts: [],
  ...signalCommand('SIGSTOP', 'process', 'suspend'),
};
