import { TREE_COLUMN } from '../state/viewStore.ts';
import { wordsIn } from '../words/language.tsx';
import type { Choices } from './choice.ts';

/** Every field: those in the table first. Choosing the present one turns it round. */
export const sortChoices: Choices = ({ view }, language, fields) => {
  const { columns, sort } = view.getState();
  const words = wordsIn(language);
  const isShown = (id: string): boolean => id === TREE_COLUMN || columns.includes(id);
  return [...fields.filter(({ id }) => isShown(id)), ...fields.filter(({ id }) => !isShown(id))].map((field) => ({
    id: field.id,
    label: field.id === TREE_COLUMN ? words.process : field.header[language],
    detail: field.id === sort.fieldId ? words.choices.directions[sort.direction] : field.help[language],
    isOn: field.id === sort.fieldId,
    reason: null,
    run: () => view.sortBy(field),
  }));
};
