import { formatCount, formatNumber } from '../../shared/fields/format.ts';
import { saveText } from '../actions/saveText.ts';
import { formatPictureSvg } from '../export/pictureSvg.ts';
import { measureHere, MOST_PIXELS, paletteNow, savePng } from '../export/saveImage.ts';
import type { Palette } from '../export/svg.ts';
import { formatTableSvg, mostRowsIn } from '../export/tableSvg.ts';
import { pictureFacts } from '../picture/pictureFacts.ts';
import { wordsIn } from '../words/language.tsx';
import { fieldsNow } from './arrangedNow.ts';
import type { CommandContext } from './command.ts';
import { seenNow } from './exportTable.ts';

export const IMAGE_FORMATS = ['svg', 'png'] as const;
export type ImageFormat = (typeof IMAGE_FORMATS)[number];

/** px of a saved picture of the tree. */
const PICTURE = { width: 1600, height: 1000 };

/** Most rows that a picture of the table holds: more make a file that no program likes to open, or no canvas holds. */
export const MOST_ROWS: Readonly<Record<ImageFormat, number>> = { svg: 5000, png: mostRowsIn(MOST_PIXELS) };

/** The table as it is seen, as a picture; its title says how many rows are left out. */
export function saveTableImage(context: CommandContext, format: ImageFormat): void {
  const table = seenNow(context);
  const { language, clock } = table;
  const words = wordsIn(language);
  const lines = table.lines.slice(0, MOST_ROWS[format]);
  const title = words.image.table(timeOf(clock.takenAt, language), cutNote(lines.length, table.lines.length, language));
  save('processes', format, formatTableSvg({ ...table, lines }, { palette: paletteNow(), measure: measureHere(), heads: { name: words.process, title } }));
}

/** Which of the rows a file holds; null: all. */
export function cutNote(drawn: number, all: number, language: CommandLanguage): string | null {
  return drawn >= all ? null : wordsIn(language).image.firstOf(formatCount(drawn, language), formatCount(all, language));
}

/** The picture of the tree, at a size of its own. */
export function savePicture(context: CommandContext, format: ImageFormat): void {
  save('picture', format, pictureSvgNow(context) ?? '');
}

/** The open picture of the tree as an SVG; null while none is open. */
export function pictureSvgNow(context: CommandContext, palette: Palette = paletteNow()): string | null {
  const { processes, view, findings } = context;
  const { picture, language } = view.getState();
  if (picture === null) return null;
  const { measure, root } = picture;
  const facts = pictureFacts(processes.getState(), view.getState(), measure, fieldsNow(context), findings.getState(), new Map());
  const words = wordsIn(language).picture;
  const title = [words.title[measure], words.whole(formatNumber(facts.field, facts.whole, language)), timeOf(facts.takenAt, language)].join(' · ');
  return formatPictureSvg(facts, { ...PICTURE, root, title, language, palette, measure: measureHere() });
}

type CommandLanguage = Parameters<typeof wordsIn>[0];

const timeOf = (ms: number, language: CommandLanguage): string => formatNumber({ unit: 'epochMs' }, ms, language, 'long');

function save(name: string, format: ImageFormat, svg: string): void {
  const asSvg = (): void => saveText(`${name}.svg`, 'image/svg+xml', svg);
  if (format === 'svg') asSvg();
  // A browser that draws it into no canvas leaves the SVG, which other programs turn into one.
  else savePng(`${name}.png`, svg).catch(asSvg);
}
