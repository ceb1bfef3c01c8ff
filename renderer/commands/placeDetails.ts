import type { Command } from './command.ts';

/** In a narrow window they are below, whatever is chosen. */
export const placeDetails: Command = {
  id: 'placeDetails',
  label: { en: 'Details right of the table, or below', zh: '详情在表格右侧或下方' },
  shortcuts: [],
  applies: () => true,
  isOn: ({ details }) => details.getState().place === 'below',
  run: ({ details }) => details.putAt(details.getState().place === 'below' ? 'right' : 'below'),
};
