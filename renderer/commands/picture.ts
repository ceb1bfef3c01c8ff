import { flushSync } from 'react-dom';
import { focusTable } from '../table/focusTable.ts';
import type { ViewStore } from '../state/viewStore.ts';
import { type Command, textOf } from './command.ts';

/** Memory and CPU by subtree in the place of the table, and back. */
export const togglePicture: Command = {
  id: 'togglePicture',
  label: { en: 'Picture of the tree', zh: '进程树图' },
  shortcuts: [{ key: 'g' }],
  isOn: ({ view }) => view.getState().picture !== null,
  applies: ({ processes }) => processes.getState().capabilities !== null || textOf((words) => words.disabled.offline),
  run: ({ view }) => {
    if (view.getState().picture !== null) leavePicture(view);
    else view.showPicture({ measure: 'rss', root: null });
  },
};

/** Back to the table, which takes the focus. */
export function leavePicture(view: ViewStore): void {
  flushSync(() => view.showPicture(null));
  focusTable();
}
