import { saveBlob } from '../actions/saveText.ts';
import { TINTS } from '../picture/cellTexts.ts';
import { FONT, FONT_SIZE, type Measure, type Palette } from './svg.ts';

/** px that a canvas of Chromium may be high or wide, a little less. */
export const MOST_PIXELS = 16_000;

/** The colours of the theme that is shown. */
export function paletteNow(): Palette {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    ...{ bg: token('bg'), panel: token('panel'), line: token('line'), text: token('text'), dim: token('dim'), guide: token('guide') },
    tints: Array.from({ length: TINTS }, (_, index) => token(`tint-${index}`)),
  };
}

/** Measures with the fonts of this system; what the same text measured before is remembered. */
export function measureHere(): Measure {
  const context = document.createElement('canvas').getContext('2d');
  const known = new Map<string, number>();
  return (text, isBold) => {
    const name = `${isBold ? 'b' : 'n'}${text}`;
    let width = known.get(name);
    if (width === undefined) {
      if (context !== null) context.font = `${isBold ? '600 ' : ''}${FONT_SIZE}px ${FONT}`;
      width = context?.measureText(text).width ?? text.length * 7;
      known.set(name, width);
    }
    return width;
  };
}

/** Draws an SVG and saves it as a PNG, twice as sharp where there is room for it. Rejects where the browser cannot. */
export async function savePng(name: string, svg: string): Promise<void> {
  const image = new Image();
  // The page's policy lets in pictures from data:, not from blob:.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const scale = Math.max(image.width, image.height) * 2 <= MOST_PIXELS ? 2 : 1;
  const canvas = document.createElement('canvas');
  canvas.width = image.width * scale;
  canvas.height = image.height * scale;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((settle) => canvas.toBlob(settle, 'image/png'));
  if (blob === null) throw new Error('the picture is too large for a PNG');
  saveBlob(name, blob);
}
