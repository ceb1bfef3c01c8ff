import { type Clock, type Field, type FieldValue, valueOf } from '../../shared/fields/field.ts';
import { isGroupRow } from '../../shared/process/arrangement/groupRow.ts';
import { commandText } from '../../shared/process/commandLine.ts';
import { formatCsv } from '../../shared/process/csv.ts';
import { type FlatRow, MAX_INDENT } from '../../shared/process/flatten.ts';
import type { Row } from '../../shared/process/row.ts';
import { formatJson } from '../../shared/process/safeJson.ts';
import { visibleName, visibleText } from '../../shared/process/visibleText.ts';
import type { Language } from '../../shared/words/text.ts';
import { fieldText } from '../text/fieldText.ts';

/** The table as it is seen: filtered, sorted, with these columns, the tree's own left out. */
export interface SeenTable {
  readonly lines: readonly FlatRow[];
  readonly fields: readonly Field[];
  readonly clock: Clock;
  readonly language: Language;
}

export const EXPORT_FORMATS = ['csv', 'json', 'tree', 'markdown'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** How a file of each is called, and what it is. */
export const EXPORT_FILES: Readonly<Record<ExportFormat, { readonly name: string; readonly type: string; readonly format: (table: SeenTable) => string }>> = {
  csv: { name: 'processes.csv', type: 'text/csv', format: formatTableCsv },
  json: { name: 'processes.json', type: 'application/json', format: formatTableJson },
  tree: { name: 'processes.txt', type: 'text/plain', format: formatTextTree },
  markdown: { name: 'processes.md', type: 'text/markdown', format: formatTableMarkdown },
};

/** One row as text between tabs, as it is shown, for the clipboard. */
export function formatRowText(row: Row, { fields, clock, language }: Omit<SeenTable, 'lines'>): string {
  return [nameOf(row, language), ...fields.map((field) => shownText(field, row, clock, language))].join('\t');
}

/** One line a row, ids of fields as heads, numbers in their unit (bytes, ms, percent) and not rounded; unknown is empty. */
export function formatTableCsv({ lines, fields, clock, language }: SeenTable): string {
  const heads = ['depth', 'name', ...fields.map(({ id }) => id)];
  const cellOf = (field: Field, row: Row): string | number => {
    const value = safeValue(field, row, clock);
    if (value === null) return '';
    return typeof value === 'number' || typeof value === 'string' ? value : String(value);
  };
  return formatCsv([heads, ...lines.map(({ row, depth }) => [depth, nameOf(row, language), ...fields.map((field) => cellOf(field, row))])]);
}

/** One object a row; unknown is null. */
export function formatTableJson({ lines, fields, clock, language }: SeenTable): string {
  return formatJson({
    takenAt: new Date(clock.takenAt).toISOString(),
    processes: lines.map(({ row, depth }) => ({
      depth,
      name: isGroupRow(row) ? row.group.label[language] : row.values.comm,
      ...Object.fromEntries(fields.map((field) => [field.id, valueOf(field, row.values, clock)])),
    })),
  });
}

/** The lines of pstree; what is closed says how many are below. */
export function formatTextTree({ lines, fields, clock, language }: SeenTable): string {
  return lines
    .map((line) => {
      const { row } = line;
      const texts = fields.map((field) => shownText(field, row, clock, language)).filter((text) => text !== '');
      return `${guidesOf(line)}${nameOf(row, language)}${line.childCount > 0 && !line.isExpanded ? ` [+${line.childCount}]` : ''}  ${texts.join('  ')}`.trimEnd();
    })
    .map((text) => `${text}\n`)
    .join('');
}

/** A table of GitHub's Markdown, values as they are shown. */
export function formatTableMarkdown({ lines, fields, clock, language }: SeenTable): string {
  const rowOf = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  const heads = [language === 'zh' ? '进程' : 'Process', ...fields.map(({ header }) => header[language])];
  const rule = ['---', ...fields.map(({ kind }) => (kind === 'number' ? '---:' : '---'))];
  const body = lines.map((line) => [
    `${guidesOf(line)}${escapeMarkdown(nameOf(line.row, language))}`,
    ...fields.map((field) => escapeMarkdown(shownText(field, line.row, clock, language))),
  ]);
  return [heads.map(escapeMarkdown), rule, ...body].map(rowOf).join('');
}

/** What Markdown or the HTML in it would take for more than text. A backslash before any ASCII punctuation makes it itself (CommonMark 2.4). */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>|~&#$!:@]/g, '\\$&');
}

/** As it is shown. */
export function nameOf(row: Row, language: Language): string {
  return isGroupRow(row) ? row.group.label[language] : visibleName(row.values.comm ?? '?');
}

/** The value with every text in it as it is shown. */
function safeValue(field: Field, row: Row, clock: Clock): FieldValue {
  const value = valueOf(field, row.values, clock);
  if (field.id === 'args') return isGroupRow(row) ? null : commandText(row.values);
  if (typeof value === 'string') return visibleText(value);
  return value !== null && typeof value === 'object' ? value.map((part) => visibleText(part)).join(' ') : value;
}

/** As the table shows it; nothing where a group has no such thing. */
export function shownText(field: Field, row: Row, clock: Clock, language: Language): string {
  const value = safeValue(field, row, clock);
  return value === null && isGroupRow(row) ? '' : fieldText(field, value, language, 'short');
}

/** As pstree draws them; past the cap the depth is a number. */
function guidesOf({ depth, guides, isLast }: FlatRow): string {
  if (depth === 0) return '';
  let text = '';
  for (let level = 1; level < Math.min(depth, MAX_INDENT); level++) text += ((guides >>> (level - 1)) & 1) === 1 ? '│  ' : '   ';
  return `${text}${isLast ? '└─ ' : '├─ '}${depth > MAX_INDENT ? `[${depth}] ` : ''}`;
}
