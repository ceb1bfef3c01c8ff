import { fieldsNow } from '../commands/arrangedNow.ts';
import { copySafe } from '../commands/copy.ts';
import { nameOf, shownText } from '../export/tableExport.ts';
import { TREE_COLUMN } from '../state/viewStore.ts';
import { DASH } from '../text/fieldText.ts';
import { wordsIn } from '../words/language.tsx';
import type { Choices } from './choice.ts';

/** The cells of the selected row as they are shown, that which was clicked first; one is copied. */
export const cellChoices: Choices = (context, language) => {
  const { view, processes, selected } = context;
  if (selected === null) return [];
  const { columns, cell } = view.getState();
  const { clock } = processes.getState();
  const fields = fieldsNow(context);
  const cells = [TREE_COLUMN, ...columns].flatMap((id) => {
    const field = fields.find((one) => one.id === id);
    if (field === undefined) return [];
    const text = id === TREE_COLUMN ? nameOf(selected, language) : shownText(field, selected, clock, language);
    return text === '' || text === DASH ? [] : [{ id, label: text, header: id === TREE_COLUMN ? wordsIn(language).process : field.header[language] }];
  });
  return [...cells.filter(({ id }) => id === cell), ...cells.filter(({ id }) => id !== cell)].map(({ id, label, header }) => ({
    id: `cell ${id}`,
    label,
    isSafe: true,
    detail: header,
    reason: null,
    run: () => copySafe(label),
  }));
};
