import { FIELDS } from '../../shared/fields/registry.ts';
import { type Field, type FieldValue, valueOf } from '../../shared/fields/field.ts';
import { formatProcessId } from '../../shared/process/identity.ts';
import { commandText } from '../../shared/process/commandLine.ts';
import { visibleName, visibleText } from '../../shared/process/visibleText.ts';
import { formatNumber } from '../../shared/fields/format.ts';
import type { Row } from '../../shared/process/row.ts';
import { formatJson } from '../../shared/process/safeJson.ts';
import type { Table } from './readTable.ts';

/** Columns of the text table, by field id. */
const COLUMNS = ['user', 'pid', 'ppid', 'stat', 'nice', 'cpuPercent', 'rss', 'threads', 'tty', 'elapsed'] as const;

/** What is drawn has no other value than the field it is drawn of. */
const TOLD = (FIELDS as readonly Field[]).filter(({ trend }) => trend === undefined);

/** The table as one JSON object; every field by its id, null where it is unknown, with the reasons in `unknown`. */
export function formatPsJson(table: Table, rows: readonly Row[], fields: readonly Field[] = TOLD): string {
  const { clock, capabilities } = table;
  return formatJson({
    takenAt: clock.takenAt,
    platform: capabilities.platform,
    provider: capabilities.provider,
    processes: rows.map((row) => {
      const values: Record<string, unknown> = { id: formatProcessId(row.id) };
      for (const field of fields) values[field.id] = valueOf(field, row.values, clock);
      // All fields were read, so that what has no reason is none.
      values['unknown'] = Object.fromEntries(Object.entries(row.unknown ?? {}).filter(([, reason]) => reason !== 'none'));
      return values;
    }),
  });
}

/** The table as lines of text; the command line is last and never cut. */
export function formatPsText(table: Table, rows: readonly Row[]): string[] {
  const columns = COLUMNS.map((id) => FIELDS.find((field) => field.id === id)!);
  const lines = rows.map((row) => columns.map((field) => cell(field, valueOf(field, row.values, table.clock))));
  const heads = columns.map((field) => field.header.en.toUpperCase());
  const widths = heads.map((head, i) => Math.max(head.length, ...lines.map((line) => line[i]!.length)));
  const align = (cells: readonly string[]): string =>
    cells.map((text, i) => (columns[i]!.kind === 'number' ? text.padStart(widths[i]!) : text.padEnd(widths[i]!))).join(' ');
  return [`${align(heads)} COMMAND`, ...lines.map((line, i) => `${align(line)} ${commandText(rows[i]!.values)}`)];
}

function cell(field: Field, value: FieldValue): string {
  if (value === null) return '-';
  if (typeof value === 'string') return field.id === 'user' ? visibleName(value) : visibleText(value);
  return typeof value === 'number' ? formatNumber(field, value, 'en') : String(value);
}
