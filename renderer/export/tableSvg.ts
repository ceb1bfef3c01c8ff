import type { Field } from '../../shared/fields/field.ts';
import { type FlatRow, MAX_INDENT } from '../../shared/process/flatten.ts';
import { fitText, type Measure, type Palette, round, svgDocument, svgText, escapeXml } from './svg.ts';
import { nameOf, type SeenTable, shownText } from './tableExport.ts';

const ROW = 22;
const EDGE = 12;
const GAP = 16;
const GUIDE = 13;
/** px of a column at most. */
const WIDEST_NAME = 520;
const WIDEST_LIST = 620;
const WIDEST = 260;

interface TableSvgOptions {
  readonly palette: Palette;
  readonly measure: Measure;
  readonly heads: { readonly name: string; readonly title: string };
}

/** px that so many rows take, with head and title. */
export const tableSvgHeight = (rows: number): number => 2 * EDGE + (rows + 2) * ROW;

/** How many rows are no higher than so many px. */
export const mostRowsIn = (px: number): number => Math.floor((px - tableSvgHeight(0)) / ROW);

/** The rows as they are seen, with their guides, as a picture; every column as wide as its longest text, within limits. */
export function formatTableSvg(table: SeenTable, { palette, measure, heads }: TableSvgOptions): string {
  const { lines, fields, clock, language } = table;
  const indentOf = ({ depth }: FlatRow): number => Math.min(depth, MAX_INDENT) * GUIDE;
  const names = lines.map((line) => `${line.depth > MAX_INDENT ? `[${line.depth}] ` : ''}${nameOf(line.row, language)}${badgeOf(line)}`);
  const nameWidth = Math.min(WIDEST_NAME, longest([measure(heads.name, true), ...names.map((name, i) => indentOf(lines[i]!) + measure(name, true))]));
  const columns = fields.map((field) => {
    const head = field.header[language];
    const texts = lines.map(({ row }) => shownText(field, row, clock, language));
    return { field, head, texts, width: Math.min(widest(field), longest([measure(head, true), ...texts.map((text) => measure(text, false))])) };
  });
  const width = 2 * EDGE + nameWidth + columns.reduce((sum, column) => sum + GAP + column.width, 0);
  const height = tableSvgHeight(lines.length);
  const parts = [svgText(EDGE, EDGE + 14, fitText(heads.title, width - 2 * EDGE, measure, true), { isBold: true })];
  const headLine = EDGE + ROW;
  parts.push(svgText(EDGE, headLine + 15, fitText(heads.name, nameWidth, measure), { fill: palette.dim }));
  let left = EDGE + nameWidth;
  for (const { field, head, texts, width: wide } of columns) {
    left += GAP;
    const isNumber = field.kind === 'number';
    const put = (y: number, text: string, fill: string): string =>
      svgText(isNumber ? left + wide : left, y, fitText(text, wide, measure), { fill, anchor: isNumber ? 'end' : 'start' });
    parts.push(put(headLine + 15, head, palette.dim));
    texts.forEach((text, index) => parts.push(put(topOf(index) + 15, text, palette.text)));
    left += wide;
  }
  const rule = `<path d="M${EDGE} ${topOf(0)}H${round(width - EDGE)}" stroke="${escapeXml(palette.line)}"/>`;
  const guides = `<path d="${lines.map(guidesAt).join('')}" fill="none" stroke="${escapeXml(palette.guide)}"/>`;
  const shown = lines.map((line, index) => {
    const indent = indentOf(line);
    return svgText(EDGE + indent, topOf(index) + 15, fitText(names[index]!, nameWidth - indent, measure, true), { isBold: true });
  });
  return svgDocument(width, height, heads.title, palette, parts.join('') + rule + guides + shown.join(''));
}

const topOf = (index: number): number => EDGE + (index + 2) * ROW;
const longest = (widths: readonly number[]): number => Math.ceil(widths.reduce((most, width) => Math.max(most, width), 0));
const widest = ({ kind }: Field): number => (kind === 'list' ? WIDEST_LIST : WIDEST);
const badgeOf = ({ childCount, isExpanded }: FlatRow): string => (childCount > 0 && !isExpanded ? ` [+${childCount}]` : '');

/** The strokes of pstree left of a row. */
function guidesAt({ depth, guides, isLast }: FlatRow, index: number): string {
  const levels = Math.min(depth, MAX_INDENT);
  const top = topOf(index);
  const middle = top + ROW / 2;
  let path = '';
  for (let level = 0; level < levels; level++) {
    const x = EDGE + level * GUIDE + 5.5;
    const isElbow = level === levels - 1;
    const goesOn = isElbow ? !isLast : ((guides >>> level) & 1) === 1;
    if (goesOn) path += `M${x} ${top}V${top + ROW}`;
    if (isElbow) path += `M${x} ${top}V${middle}H${x + GUIDE - 7}`;
  }
  return path;
}
