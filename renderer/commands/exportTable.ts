import { EXPORT_FILES, type ExportFormat, type SeenTable } from '../export/tableExport.ts';
import { saveText } from '../actions/saveText.ts';
import { lineFacts, linesOf } from '../state/lines.ts';
import { type Command, type CommandContext, textOf } from './command.ts';
import { fieldsNow } from './arrangedNow.ts';

export const exportTable: Command = {
  id: 'exportTable',
  label: { en: 'Save what is seen…', zh: '保存当前所见…' },
  shortcuts: [{ key: 'e' }],
  applies: ({ processes }) => processes.getState().capabilities !== null || textOf((words) => words.disabled.offline),
  run: ({ view }) => view.choose('export'),
};

/** The rows that are seen, in their order and with the columns that are shown. */
export function seenNow(context: CommandContext): SeenTable {
  const { view, processes, findings, calm } = context;
  const { columns, language } = view.getState();
  const fields = fieldsNow(context);
  const { lines } = linesOf(lineFacts(processes.getState(), view.getState(), fields, findings.getState(), calm.getState().held));
  const shown = columns.flatMap((id) => fields.find((field) => field.id === id) ?? []);
  return { lines, fields: shown, clock: processes.getState().clock, language };
}

/** Saves them. */
export function saveTable(context: CommandContext, format: ExportFormat): void {
  const { name, type, format: formatAs } = EXPORT_FILES[format];
  saveText(name, type, formatAs(seenNow(context)));
}
