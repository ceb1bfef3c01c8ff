import { type IcicleCell, layoutIcicle } from '../../shared/picture/icicle.ts';
import type { ProcessKey } from '../../shared/process/identity.ts';
import type { Language } from '../../shared/words/text.ts';
import { cellTexts, tintOf } from '../picture/cellTexts.ts';
import type { PictureFacts } from '../picture/pictureFacts.ts';
import { escapeXml, fitText, type Measure, type Palette, round, svgDocument, svgText } from './svg.ts';

const HEAD = 34;
const EDGE = 12;
const LINE = 18;
/** px between the border of a box and its text. */
const PADDING = 6;
const COLUMN = 150;

interface PictureSvgOptions {
  readonly width: number;
  readonly height: number;
  readonly root: ProcessKey | null;
  readonly title: string;
  readonly language: Language;
  readonly palette: Palette;
  readonly measure: Measure;
}

/** The picture of the tree as a file: the same boxes, each with its whole text as a title. */
export function formatPictureSvg(facts: PictureFacts, { width, height, root, title, language, palette, measure }: PictureSvgOptions): string {
  const inside = { width: width - 2 * EDGE, height: height - HEAD - EDGE };
  const columns = Math.max(2, Math.floor(inside.width / COLUMN));
  const cells = layoutIcicle(facts.tree, facts.totals, { height: inside.height, columns, least: LINE + 1, root, compare: facts.compare });
  const levels = cells.reduce((most, { depth }) => Math.max(most, depth + 1), 1);
  const column = inside.width / levels;
  const draw = (cell: IcicleCell): string => {
    const texts = cellTexts(cell, facts, language);
    const tint = tintOf(cell);
    const x = EDGE + cell.depth * column;
    const y = HEAD + cell.top;
    const fill = escapeXml(tint === null ? palette.panel : (palette.tints[tint] ?? palette.panel));
    const box = `<rect x="${round(x)}" y="${round(y)}" width="${round(column - 1)}" height="${round(Math.max(0.5, cell.height - 1))}" rx="3" fill="${fill}"/>`;
    const room = column - 1 - 2 * PADDING;
    const lines: string[] = [];
    if (cell.height >= LINE) {
      const name = fitText(texts.name, room, measure, true);
      lines.push(svgText(x + PADDING, y + 14, name, { isBold: true }));
      const isTall = cell.height >= 2 * LINE;
      const used = isTall ? 0 : measure(name, true) + PADDING;
      lines.push(svgText(x + PADDING + used, y + (isTall ? 14 + LINE : 14), fitText(texts.value, room - used, measure), { fill: palette.text }));
    }
    return `<g><title>${escapeXml(texts.whole)}</title>${box}${lines.join('')}</g>`;
  };
  const head = svgText(EDGE, 22, fitText(title, inside.width, measure, true), { isBold: true });
  return svgDocument(width, height, title, palette, head + cells.map(draw).join(''));
}
