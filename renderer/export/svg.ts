/** A width of text in px, in the font of the picture. */
export type Measure = (text: string, isBold: boolean) => number;

/** The colours of a picture, as CSS writes them. */
export interface Palette {
  readonly bg: string;
  readonly panel: string;
  readonly line: string;
  readonly text: string;
  readonly dim: string;
  readonly guide: string;
  readonly tints: readonly string[];
}

/** Those of the light theme (styles/tokens.css), for paper. */
export const PAPER: Palette = {
  ...{ bg: '#fff', panel: '#f6f7f9', line: '#e2e6eb', text: '#1b2129', dim: '#525d6b', guide: '#a9b3bf' },
  tints: ['#d6e6f8', '#d5ecdf', '#f6e6c9', '#e6dff7', '#f7dcdd', '#d3ebee'],
};

/** px of the letters. */
export const FONT_SIZE = 13;
export const FONT = 'system-ui, "Segoe UI", Roboto, "DejaVu Sans", "Noto Sans CJK SC", sans-serif';

/**
 * Text for XML: markup is escaped, and what no XML may hold is replaced. The texts of processes have been made visible before (visibleText): what is
 * left are characters that print.
 */
export function escapeXml(text: string): string {
  const printable = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, '\ufffd');
  return printable.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** An SVG that needs nothing but itself: no script, no style sheet, no address. `body` is markup; `title` is text. */
export function svgDocument(width: number, height: number, title: string, palette: Palette, body: string): string {
  const size = `width="${Math.ceil(width)}" height="${Math.ceil(height)}" viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height)}"`;
  const font = `font-family="${escapeXml(FONT)}" font-size="${FONT_SIZE}"`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} ${font} fill="${escapeXml(palette.text)}">` +
    `<title>${escapeXml(title)}</title><rect width="100%" height="100%" fill="${escapeXml(palette.bg)}"/>${body}</svg>\n`
  );
}

interface TextLook {
  readonly isBold?: boolean;
  readonly fill?: string;
  readonly anchor?: 'start' | 'end';
}

/** A line of text on its base line. White space in it stays. */
export function svgText(x: number, y: number, text: string, { isBold = false, fill, anchor = 'start' }: TextLook = {}): string {
  if (text === '') return '';
  const look = `${isBold ? ' font-weight="600"' : ''}${fill === undefined ? '' : ` fill="${escapeXml(fill)}"`}${anchor === 'end' ? ' text-anchor="end"' : ''}`;
  return `<text x="${round(x)}" y="${round(y)}" xml:space="preserve"${look}>${escapeXml(text)}</text>`;
}

export const round = (px: number): number => Math.round(px * 100) / 100;

/** The text, cut with an ellipsis where it is wider than `room` px; empty where not even that fits. */
export function fitText(text: string, room: number, measure: Measure, isBold = false): string {
  if (measure(text, isBold) <= room) return text;
  const characters = [...text];
  let [fits, breaks] = [0, characters.length];
  while (breaks - fits > 1) {
    const middle = (fits + breaks) >> 1;
    if (measure(`${characters.slice(0, middle).join('')}…`, isBold) <= room) fits = middle;
    else breaks = middle;
  }
  return fits === 0 ? '' : `${characters.slice(0, fits).join('')}…`;
}
