import type { Command } from './command.ts';
import { signalCommand } from './sendSignal.ts';

export const resume: Command = {
  id: 'resume',
  label: { en: 'Resume…', zh: '继续…' },
  shortcuts: [],
  ...signalCommand('SIGCONT', 'process', 'resume'),
};
