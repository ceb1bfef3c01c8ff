import type { Command } from './command.ts';

export const toggleDescendants: Command = {
  id: 'toggleDescendants',
  label: { en: 'Filter keeps what is below a match', zh: '筛选时保留匹配项的后代' },
  shortcuts: [],
  applies: () => true,
  isOn: ({ view }) => view.getState().withDescendants,
  run: ({ view }) => view.toggleDescendants(),
};
