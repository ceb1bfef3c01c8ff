import type { Command } from './command.ts';
import { signalCommand } from './sendSignal.ts';

/** With everything below it, as one: none that is born meanwhile gets away. */
export const endSubtree: Command = {
  id: 'endSubtree',
  label: { en: 'Terminate with all below it…', zh: '终止整个子树…' },
  shortcuts: [{ key: 'T' }],
  isDangerous: true,
  ...signalCommand('SIGTERM', 'subtree'),
};
