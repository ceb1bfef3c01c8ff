import { expandedBranch, expandedTo, expandedToPath } from '../../shared/process/expansion.ts';
import { arrangedNow } from './arrangedNow.ts';
import { type Command, textOf } from './command.ts';

const always: Command['applies'] = () => true;
const needsSelection: Command['applies'] = ({ selected }) => selected !== null || textOf((words) => words.disabled.nothingSelected);

export const openAll: Command = {
  id: 'openAll',
  label: { en: 'Open all branches', zh: '展开全部分支' },
  shortcuts: [{ key: '*' }],
  applies: always,
  run: (context) => context.view.expandMany(expandedTo(arrangedNow(context).tree, Infinity)),
};

export const closeAll: Command = {
  id: 'closeAll',
  label: { en: 'Close all branches', zh: '折叠全部分支' },
  shortcuts: [{ key: '_' }],
  applies: always,
  run: (context) => context.view.expandMany(expandedTo(arrangedNow(context).tree, 1)),
};

export const closeOthers: Command = {
  id: 'closeOthers',
  label: { en: 'Close all branches but those to the selected process', zh: '折叠除所选进程路径外的全部分支' },
  shortcuts: [{ key: '.' }],
  applies: needsSelection,
  run: (context) => {
    if (context.selected !== null) context.view.expandMany(expandedToPath(arrangedNow(context).tree, context.selected.key));
  },
};

export const openBranch: Command = {
  id: 'openBranch',
  label: { en: 'Open the branch and all below it', zh: '展开该分支及其下全部' },
  shortcuts: [{ key: '+' }, { key: '=' }],
  applies: needsSelection,
  run: (context) => {
    if (context.selected !== null) context.view.expandMany(expandedBranch(arrangedNow(context).tree, context.selected, true));
  },
};

export const closeBranch: Command = {
  id: 'closeBranch',
  label: { en: 'Close the branch and all below it', zh: '折叠该分支及其下全部' },
  shortcuts: [{ key: '-' }],
  applies: needsSelection,
  run: (context) => {
    if (context.selected !== null) context.view.expandMany(expandedBranch(arrangedNow(context).tree, context.selected, false));
  },
};

export const chooseDepth: Command = {
  id: 'chooseDepth',
  label: { en: 'Open branches to a depth…', zh: '展开到指定层数…' },
  shortcuts: [{ key: 'd' }],
  applies: always,
  run: ({ view }) => view.choose('depth'),
};
