import * as z from 'zod/mini';
import { ARRANGEMENTS } from '../process/arrangement/grouping.ts';
import { branchList } from './branches.ts';
import { BUILT_IN_COLUMNS, columnList, columnSetList, columnWidths } from './columnSets.ts';
import { defineSetting } from './setting.ts';

export const marksNew = defineSetting(z.boolean(), true, {
  group: 'table',
  label: { en: 'Mark new processes', zh: '标出新进程' },
  help: {
    en: 'Their rows are green for 3 s; not where the system asks for reduced motion.',
    zh: '新进程的行显示为绿色 3 秒；系统要求减少动态效果时从不显示。',
  },
  control: { kind: 'switch' },
});

export const keepsEnded = defineSetting(z.boolean(), true, {
  group: 'table',
  label: { en: 'Keep ended processes', zh: '保留已结束的进程' },
  help: {
    en: 'Their rows stay for 3 s, struck, counted nowhere; not with reduced motion.',
    zh: '已结束的行带删除线保留 3 秒，不计入合计；系统要求减少动态效果时从不保留。',
  },
  control: { kind: 'switch' },
});

export const columns = defineSetting(columnList, [...BUILT_IN_COLUMNS.processes], {
  group: 'table',
  label: { en: 'Columns', zh: '列' },
  help: { en: 'Which, and in which order. The Columns button and the names above the table change them.', zh: '显示哪些列及其顺序。可用“列”按钮或表头更改。' },
  control: { kind: 'elsewhere', said: { en: '% shown', zh: '显示 % 列' } },
});

export const widths = defineSetting(
  columnWidths,
  {},
  {
    group: 'table',
    label: { en: 'Widths', zh: '列宽' },
    help: { en: 'Of columns that were made wider or narrower.', zh: '被调整过宽度的列。' },
    control: { kind: 'elsewhere', said: { en: '% changed', zh: '已调整 % 列' } },
  },
);

export const branches = defineSetting(branchList, [], {
  group: 'table',
  label: { en: 'Open and closed branches', zh: '展开与折叠的分支' },
  help: {
    en: 'Remembered by the programs from the root down to them, groups by their name; the last 300.',
    zh: '按从根到该分支的程序路径记住，分组按名称，最多 300 个。',
  },
  control: { kind: 'elsewhere', said: { en: '% remembered', zh: '已记住 % 个' } },
});

/** One's own sets of columns. They are taken away one by one where they are listed, not with the rest. */
export const columnSets = defineSetting(columnSetList, [], null);

/** How a new window begins; one that is open goes its own way. */
export const sort = defineSetting(
  z.strictObject({ fieldId: z.string().check(z.maxLength(60)), direction: z.enum(['ascending', 'descending']), bySubtree: z.optional(z.boolean()) }),
  { fieldId: 'pid', direction: 'ascending' },
  null,
);
export const arrangement = defineSetting(z.enum(ARRANGEMENTS), 'tree', null);
export const withDescendants = defineSetting(z.boolean(), false, null);
