import { sortBySubtree } from '../commands/sorting.ts';
import { formatShortcut } from '../commands/shortcuts.ts';
import { runCommand } from '../commands/command.ts';
import { TREE_COLUMN } from '../state/viewStore.ts';
import { wordsIn } from '../words/language.tsx';
import type { Choices } from './choice.ts';

/** Every field: those in the table first. Choosing the present one turns it round. */
export const sortChoices: Choices = (context, language, fields) => {
  const { view } = context;
  const { columns, sort } = view.getState();
  const words = wordsIn(language);
  const isShown = (id: string): boolean => id === TREE_COLUMN || columns.includes(id);
  const applies = sortBySubtree.applies(context);
  const bySubtree = {
    id: sortBySubtree.id,
    label: sortBySubtree.label[language],
    detail: words.choices.bySubtree,
    keys: sortBySubtree.shortcuts.map(formatShortcut),
    isOn: sort.bySubtree === true,
    reason: applies === true ? null : applies[language],
    run: () => runCommand(sortBySubtree, context),
  };
  const byField = [...fields.filter(({ id }) => isShown(id)), ...fields.filter(({ id }) => !isShown(id))].map((field) => ({
    id: field.id,
    label: field.id === TREE_COLUMN ? words.process : field.header[language],
    detail: field.id === sort.fieldId ? words.choices.directions[sort.direction] : field.help[language],
    isOn: field.id === sort.fieldId,
    reason: null,
    run: () => view.sortBy(field),
  }));
  return [...byField, bySubtree];
};
