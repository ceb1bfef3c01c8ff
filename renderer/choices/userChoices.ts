import { formatCount } from '../../shared/fields/format.ts';
import { visibleText } from '../../shared/process/visibleText.ts';
import { quoteOperand } from '../../shared/query/completeQuery.ts';
import { wordsIn } from '../words/language.tsx';
import type { Choices } from './choice.ts';

/** Everybody who has processes, whoever has the most first: shows theirs alone. */
export const userChoices: Choices = ({ processes, view }, language) => {
  const words = wordsIn(language).choices;
  const counts = new Map<string, number>();
  for (const { values } of processes.getState().rows.values()) if (values.user !== null) counts.set(values.user, (counts.get(values.user) ?? 0) + 1);
  const users = [...counts].sort(([a, many], [b, few]) => few - many || (a < b ? -1 : 1));
  const { filter } = view.getState();
  const choices = users.map(([user, count]) => {
    const query = `user:${quoteOperand(visibleText(user))}`;
    return {
      id: `user ${user}`,
      label: user,
      detail: words.processes(formatCount(count, language)),
      isOn: filter === query,
      reason: null,
      run: () => view.filterBy(query),
    };
  });
  return [{ id: 'all', label: words.allUsers, isOn: filter === '', reason: null, run: () => view.filterBy('') }, ...choices];
};
