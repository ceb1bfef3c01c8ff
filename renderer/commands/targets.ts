import { refusalOf, type Self } from '../../shared/process/killPlan.ts';
import { isGroupRow } from '../../shared/process/arrangement/groupRow.ts';
import type { Row } from '../../shared/process/row.ts';
import { visibleName } from '../../shared/process/visibleText.ts';
import type { Text } from '../../shared/words/text.ts';
import { describeRefusal } from '../../shared/words/actionWords.ts';
import { type CommandContext, textOf } from './command.ts';

/** The view is not told who the engine is: whether a target is the engine itself is refused by the plan. */
const UNTOLD: Self = { pid: -1, ancestors: [] };

/** Whom an action is for: all marked rows where there are any, else the selected one. */
export function targetsOf({ selected, view }: CommandContext): readonly Row[] {
  const { marks } = view.getState();
  if (marks.size > 0) return [...marks.values()];
  return selected === null ? [] : [selected];
}

/** Why nothing can be done to these; null where something can, to one of them at least. */
export function reasonAgainst(targets: readonly Row[], { processes, link }: CommandContext): Text | null {
  if (targets.length === 0) return textOf((words) => words.disabled.nothingSelected);
  const { rows, tree } = processes.getState();
  if (targets.some(isGroupRow)) return textOf((words) => words.group.hint);
  const living = targets.filter(({ key }) => rows.has(key));
  if (living.length === 0) return textOf((words) => words.disabled.ended);
  if (link.getState().phase.kind !== 'live') return textOf((words) => words.disabled.offline);
  const refusals = living.map((row) => refusalOf(row.id, row, UNTOLD));
  const [first] = living as [Row];
  const refusal = refusals[0] ?? null;
  if (refusal === null || refusals.includes(null)) return null;
  const parent = tree.parentOf.get(first.key);
  if (refusal === 'zombie' && parent !== undefined)
    return textOf((words) => words.disabled.zombieOf(visibleName(parent.values.comm ?? '?'), String(parent.id.pid)));
  return textOf((_, language) => describeRefusal(refusal, language));
}
