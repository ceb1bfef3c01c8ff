import { type Command, textOf } from './command.ts';

export const selectParent: Command = {
  id: 'selectParent',
  label: { en: 'Go to the parent', zh: '转到父进程' },
  shortcuts: [{ key: 'Backspace' }],
  applies: ({ selected, processes }) => {
    if (selected === null) return textOf((words) => words.disabled.nothingSelected);
    return processes.getState().tree.parentOf.has(selected.key) || textOf((words) => words.disabled.noParent);
  },
  run: ({ selected, processes, view }) => {
    const parent = selected === null ? undefined : processes.getState().tree.parentOf.get(selected.key);
    if (parent !== undefined) view.select(parent);
  },
};
