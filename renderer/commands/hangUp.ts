import type { Command } from './command.ts';
import { signalCommand } from './sendSignal.ts';

export const hangUp: Command = {
  id: 'hangUp',
  label: { en: 'Hang up (read settings again)…', zh: '挂断（重新读取配置）…' },
  shortcuts: [],
  ...signalCommand('SIGHUP'),
};
