import { isGroupRow } from '../../shared/process/arrangement/groupRow.ts';
import { descendantsOf } from '../../shared/process/tree.ts';
import { type Command, textOf } from './command.ts';

/** htop's key. Of a group, all its processes. */
export const toggleMark: Command = {
  id: 'toggleMark',
  label: { en: 'Mark, or take the mark away', zh: '标记或取消标记' },
  shortcuts: [{ key: ' ' }],
  applies: ({ selected }) => selected !== null || textOf((words) => words.disabled.nothingSelected),
  isOn: ({ selected, view }) => selected !== null && view.getState().marks.has(selected.key),
  run: ({ selected, view, processes }) => {
    if (selected === null) return;
    if (!isGroupRow(selected)) return view.toggleMark(selected);
    const { rows } = processes.getState();
    const members = selected.group.members.flatMap((key) => rows.get(key) ?? []);
    const { marks } = view.getState();
    // All of them, or none where all are.
    if (members.some(({ key }) => !marks.has(key))) view.mark(members);
    else for (const row of members) view.toggleMark(row);
  },
};

/** htop's key. */
export const markSubtree: Command = {
  id: 'markSubtree',
  label: { en: 'Mark it and all below it', zh: '标记它及其全部后代' },
  shortcuts: [{ key: 'c' }],
  applies: ({ selected }) => selected !== null || textOf((words) => words.disabled.nothingSelected),
  run: ({ selected, view, processes }) => {
    if (selected === null) return;
    const { rows, tree } = processes.getState();
    const members = isGroupRow(selected) ? selected.group.members : [selected.key, ...descendantsOf(tree, selected.key).map(({ key }) => key)];
    view.mark(members.flatMap((key) => rows.get(key) ?? []));
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
