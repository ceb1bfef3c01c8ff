import type { Command } from './command.ts';

/** The filter box is one, and is found by its id. */
export const FILTER_BOX = 'filter';

export const find: Command = {
  id: 'find',
  label: { en: 'Filter', zh: '筛选' },
  shortcuts: [{ key: '/' }, { key: 'F4' }, { key: '\\' }],
  applies: () => true,
  run: () => {
    const box = document.getElementById(FILTER_BOX);
    if (box instanceof HTMLInputElement) {
      box.focus();
      box.select();
    }
  },
};
