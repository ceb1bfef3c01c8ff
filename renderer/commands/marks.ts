import { type Command, textOf } from './command.ts';

/** htop's key. */
export const toggleMark: Command = {
  id: 'toggleMark',
  label: { en: 'Mark, or take the mark away', zh: '标记或取消标记' },
  shortcuts: [{ key: ' ' }],
  applies: ({ selected }) => selected !== null || textOf((words) => words.disabled.nothingSelected),
  isOn: ({ selected, view }) => selected !== null && view.getState().marks.has(selected.key),
  run: ({ selected, view }) => {
    if (selected !== null) view.toggleMark(selected);
  },
};

/** htop's key. */
export const clearMarks: Command = {
  id: 'clearMarks',
  label: { en: 'Take all marks away', zh: '取消所有标记' },
  shortcuts: [{ key: 'U' }],
  applies: ({ view }) => view.getState().marks.size > 0 || textOf((words) => words.disabled.noMarks),
  run: ({ view }) => view.clearMarks(),
};
