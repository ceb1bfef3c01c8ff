import type { CommandContext } from '../commands/command.ts';
import { BUILT_IN_COLUMNS, BUILT_IN_NAMES, BUILT_IN_SETS, type ColumnSet } from '../../shared/settings/columnSets.ts';
import type { Language } from '../../shared/words/text.ts';
import { wordsIn } from '../words/language.tsx';
import type { Choice, Choices } from './choice.ts';

/** The built-in sets of columns without what this system cannot tell, then one's own. */
export function columnSetsNow({ processes, settings }: CommandContext, language: Language): readonly { readonly isOwn: boolean; readonly set: ColumnSet }[] {
  const told = processes.getState().capabilities?.fields;
  const builtIn = BUILT_IN_SETS.map((id) => ({
    isOwn: false,
    set: { name: BUILT_IN_NAMES[id][language], columns: BUILT_IN_COLUMNS[id].filter((field) => told?.includes(field) ?? true), widths: {} },
  }));
  return [...builtIn, ...settings.getState().values.columnSets.map((set) => ({ isOwn: true, set }))];
}

export const columnChoices: Choices = (context, language, fields) => {
  const { view } = context;
  const { columns } = view.getState();
  const nameOf = (id: string): string => fields.find((field) => field.id === id)?.header[language] ?? id;
  return columnSetsNow(context, language).map(
    ({ set, isOwn }): Choice => ({
      id: `${isOwn ? 'own' : 'set'} ${set.name}`,
      label: set.name,
      detail: set.columns.map(nameOf).join(wordsIn(language).strip.comma),
      isOn: set.columns.join() === columns.join(),
      reason: null,
      run: () => view.showColumns(set.columns, set.widths),
    }),
  );
};
