import { formatNumber } from '../../shared/fields/format.ts';
import { PAPER } from '../export/svg.ts';
import { MOST_PRINTED, pictureSheet, tableSheet } from '../print/printSheet.ts';
import { wordsIn } from '../words/language.tsx';
import { type Command, type CommandContext, textOf } from './command.ts';
import { cutNote, pictureSvgNow } from './exportImage.ts';
import { seenNow } from './exportTable.ts';

/** What is printed is made by usePrinting, for the browser has a key of its own for it. */
export const print: Command = {
  id: 'print',
  label: { en: 'Print…', zh: '打印…' },
  shortcuts: [{ key: 'p', control: true }],
  applies: ({ processes }) => processes.getState().capabilities !== null || textOf((words) => words.disabled.offline),
  run: () => window.print(),
};

/** The open picture, or the table as it is seen, for paper. */
export function sheetNow(context: CommandContext): HTMLElement {
  const { language } = context.view.getState();
  const words = wordsIn(language);
  const svg = pictureSvgNow(context, PAPER);
  if (svg !== null) return pictureSheet(words.picture.title[context.view.getState().picture!.measure], svg);
  const table = seenNow(context);
  const lines = table.lines.slice(0, MOST_PRINTED);
  const time = formatNumber({ unit: 'epochMs' }, table.clock.takenAt, language, 'long');
  const title = words.image.table(time, cutNote(lines.length, table.lines.length, language));
  return tableSheet({ title, name: words.process, table: { ...table, lines } });
}
