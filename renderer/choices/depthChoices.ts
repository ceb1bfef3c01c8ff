import { formatCount } from '../../shared/fields/format.ts';
import { expandedTo, levelsOf } from '../../shared/process/expansion.ts';
import { arrangedNow } from '../commands/arrangedNow.ts';
import { closeOthers, openAll } from '../commands/branches.ts';
import { formatShortcut } from '../commands/shortcuts.ts';
import { wordsIn } from '../words/language.tsx';
import type { Choice, Choices } from './choice.ts';

/** Deeper trees are opened whole. */
const DEEPEST = 9;

/** How far to open the tree. */
export const depthChoices: Choices = (context, language) => {
  const { tree } = arrangedNow(context);
  const words = wordsIn(language).choices;
  const fromCommand = (command: typeof openAll): Choice => {
    const applies = command.applies(context);
    return {
      id: command.id,
      label: command.label[language],
      keys: command.shortcuts.map(formatShortcut),
      reason: applies === true ? null : applies[language],
      run: () => command.run(context),
    };
  };
  const depths = Array.from({ length: Math.min(DEEPEST, levelsOf(tree) - 1) }, (_, index) => index + 1);
  return [
    ...depths.map((depth) => ({
      id: `depth ${depth}`,
      label: words.levels(formatCount(depth, language)),
      reason: null,
      run: () => context.view.expandMany(expandedTo(tree, depth)),
    })),
    fromCommand(openAll),
    fromCommand(closeOthers),
  ];
};
