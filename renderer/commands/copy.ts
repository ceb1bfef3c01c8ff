import { isGroupRow } from '../../shared/process/arrangement/groupRow.ts';
import { commandText, displayArguments } from '../../shared/process/commandLine.ts';
import type { Row } from '../../shared/process/row.ts';
import { quoteArguments } from '../../shared/process/visibleText.ts';
import { copyText } from '../actions/copyText.ts';
import { formatRowText } from '../export/tableExport.ts';
import { fieldsNow } from './arrangedNow.ts';
import { type Command, textOf } from './command.ts';
import { targetsOf } from './targets.ts';

const needsSelection: Command['applies'] = (context) => targetsOf(context).length > 0 || textOf((words) => words.disabled.nothingSelected);

/** A shell reads it back into the same arguments; where there are none, as ps writes it. */
function commandOf({ values }: Row): string {
  const args = displayArguments(values.args ?? []);
  return args.length === 0 ? commandText(values) : quoteArguments(args);
}

/** Nobody waits for the clipboard; where it takes nothing, nothing is there to be said of it. */
function copy(lines: readonly string[]): void {
  copyText(lines.join('\n')).catch(() => {});
}

/** Each of the columns is a choice, the one that was clicked first. */
export const copyCell: Command = {
  id: 'copyCell',
  label: { en: 'Copy a cell…', zh: '复制单元格…' },
  shortcuts: [{ key: 'x' }],
  applies: ({ selected }) => selected !== null || textOf((words) => words.disabled.nothingSelected),
  run: ({ view }) => view.choose('cell'),
};

/** Puts text into the clipboard that is safe there. */
export const copySafe = (text: string): void => copy([text]);

/** vi's key. */
export const copyCommand: Command = {
  id: 'copyCommand',
  label: { en: 'Copy the command line', zh: '复制命令行' },
  shortcuts: [{ key: 'y' }],
  applies: needsSelection,
  run: (context) =>
    copy(
      targetsOf(context)
        .filter((row) => !isGroupRow(row))
        .map(commandOf),
    ),
};

export const copyRow: Command = {
  id: 'copyRow',
  label: { en: 'Copy the row', zh: '复制该行' },
  shortcuts: [{ key: 'Y' }],
  applies: needsSelection,
  run: (context) => {
    const { view, processes } = context;
    const { columns, language } = view.getState();
    const all = fieldsNow(context);
    const fields = columns.flatMap((id) => all.find((field) => field.id === id) ?? []);
    copy(targetsOf(context).map((row) => formatRowText(row, { fields, clock: processes.getState().clock, language })));
  },
};
