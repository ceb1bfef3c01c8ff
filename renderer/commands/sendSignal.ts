import { refusalOf, type Self } from '../../shared/process/killPlan.ts';
import type { Row } from '../../shared/process/row.ts';
import type { SignalName } from '../../shared/process/signals.ts';
import { visibleName } from '../../shared/process/visibleText.ts';
import type { Text } from '../../shared/words/text.ts';
import { type Command, type CommandContext, textOf } from './command.ts';

/** The view is not told who the engine is: whether a target is the engine itself is refused by the plan. */
const UNTOLD: Self = { pid: -1, ancestors: [] };

/** The part that commands which send a signal to the selected process share. */
export function signalCommand(signal: SignalName): Pick<Command, 'applies' | 'run'> {
  return {
    applies: (context) => reasonAgainst(signal, context) ?? true,
    run: ({ selected, signals }) => {
      if (selected !== null) signals.open(signal, [selected]);
    },
  };
}

function reasonAgainst(signal: SignalName, { selected, processes, link }: CommandContext): Text | null {
  if (selected === null) return textOf((words) => words.disabled.nothingSelected);
  const { rows, tree, capabilities } = processes.getState();
  if (!rows.has(selected.key)) return textOf((words) => words.disabled.ended);
  if (link.getState().phase.kind !== 'live') return textOf((words) => words.disabled.offline);
  if (capabilities?.signals.includes(signal) !== true) return textOf((words) => words.disabled.unsupported(signal));
  const refusal = refusalOf(selected.id, selected, UNTOLD);
  if (refusal === null) return null;
  const parent = tree.parentOf.get(selected.key);
  if (refusal === 'zombie' && parent !== undefined) return textOf((words) => words.disabled.zombieOf(nameOf(parent), String(parent.id.pid)));
  return textOf((words) => words.disabled.refused(words.refusal[refusal]));
}

function nameOf(row: Row): string {
  return visibleName(row.values.comm ?? '?');
}
