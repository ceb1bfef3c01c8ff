import { cpuPercent } from '../../shared/fields/cpuPercent.ts';
import type { Field } from '../../shared/fields/field.ts';
import { rss } from '../../shared/fields/rss.ts';
import { findField } from '../../shared/fields/registry.ts';
import { canSumSubtree } from '../../shared/query/sort.ts';
import { type Command, textOf } from './command.ts';

/** htop's keys. */
export const chooseSort: Command = {
  id: 'chooseSort',
  label: { en: 'Sort by…', zh: '排序依据…' },
  shortcuts: [{ key: 's' }, { key: 'F6' }, { key: '>' }, { key: '<' }],
  applies: () => true,
  run: ({ view }) => view.choose('sort'),
};

/** Branches that take much together come first, however little their first process takes. It stays on while other columns are sorted by. */
export const sortBySubtree: Command = {
  id: 'sortBySubtree',
  label: { en: 'Sort by totals of subtrees', zh: '按子树合计排序' },
  shortcuts: [{ key: 'S' }],
  isOn: ({ view }) => view.getState().sort.bySubtree === true,
  applies: ({ view }) => {
    const { sort } = view.getState();
    const field = findField(sort.fieldId);
    return sort.bySubtree === true || (field !== null && canSumSubtree(field)) || textOf((words) => words.disabled.noSum);
  },
  run: ({ view }) => view.toggleSubtreeSort(),
};

function sortCommand(field: Field): Pick<Command, 'applies' | 'run' | 'isOn'> {
  return { applies: () => true, isOn: ({ view }) => view.getState().sort.fieldId === field.id, run: ({ view }) => view.sortBy(field) };
}

/** htop's and top's key. */
export const sortByCpu: Command = { id: 'sortByCpu', label: { en: 'Sort by CPU', zh: '按 CPU 排序' }, shortcuts: [{ key: 'P' }], ...sortCommand(cpuPercent) };

/** htop's and top's key. */
export const sortByMemory: Command = { id: 'sortByMemory', label: { en: 'Sort by memory', zh: '按内存排序' }, shortcuts: [{ key: 'M' }], ...sortCommand(rss) };
