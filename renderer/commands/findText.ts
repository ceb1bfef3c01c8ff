import { stepIn, type Way } from '../state/found.ts';
import { arrangedNow, fieldsNow } from './arrangedNow.ts';
import { type Command, type CommandContext, textOf } from './command.ts';

/** The find box is one, and is found by its id. */
export const FIND_BOX = 'find';

/** htop's key, and that of browsers: what their own would find is the few rows that are drawn. */
export const findText: Command = {
  id: 'findText',
  label: { en: 'Find without filtering', zh: '查找（不筛选）' },
  shortcuts: [{ key: 'f', control: true }, { key: 'F3' }],
  applies: () => true,
  run: (context) => {
    const { view } = context;
    if (view.getState().findText === null) return view.findFor('');
    const box = document.getElementById(FIND_BOX);
    if (!(box instanceof HTMLInputElement)) return;
    box.focus();
    box.select();
  },
};

/** Goes to a match of what was looked for last. */
function step(context: CommandContext, way: Way): void {
  const { view, processes, selected } = context;
  const { findText: text } = view.getState();
  if (text === null) return;
  const found = stepIn(text, processes.getState(), arrangedNow(context), selected?.key ?? null, fieldsNow(context), way);
  if (found !== null) view.reveal(found.row, found.ancestors);
}

const applies: Command['applies'] = ({ view }) => (view.getState().findText ?? '').trim() !== '' || textOf((words) => words.disabled.nothingToFind);

export const findNext: Command = {
  id: 'findNext',
  label: { en: 'Next match of what is looked for', zh: '下一个查找结果' },
  shortcuts: [{ key: 'n' }],
  applies,
  run: (context) => step(context, 'next'),
};

export const findPrevious: Command = {
  id: 'findPrevious',
  label: { en: 'Previous match of what is looked for', zh: '上一个查找结果' },
  shortcuts: [{ key: 'N' }],
  applies,
  run: (context) => step(context, 'previous'),
};
