import { type Command, textOf } from './command.ts';

/** The details stand there as soon as a row is selected: this goes into them. */
export const showDetails: Command = {
  id: 'showDetails',
  label: { en: 'Go into the details', zh: '进入详情' },
  shortcuts: [{ key: 'Enter' }],
  applies: ({ selected }) => selected !== null || textOf((words) => words.disabled.nothingSelected),
  run: () => {
    const part = document.querySelector<HTMLElement>('.details [role="tab"][data-state="active"]');
    (part ?? document.querySelector<HTMLElement>('.details button'))?.focus();
  },
};
