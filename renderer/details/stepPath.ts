import type { Steps } from '../../shared/process/history.ts';

/** Points that a line through them makes steps: x in seconds before now (negative), y null where nothing is known. */
export interface StepPoints {
  readonly x: readonly number[];
  readonly y: readonly (number | null)[];
}

/** Each step as the two ends of its line. */
export function stepPoints({ ago, values }: Steps): StepPoints {
  const x: number[] = [];
  const y: (number | null)[] = [];
  for (let i = 0; i < ago.length; i++) {
    const value = values[i]!;
    const end = ago[i + 1] ?? 0;
    x.push(-ago[i]! / 1000);
    y.push(value);
    if (value !== null && end < ago[i]!) {
      x.push(-end / 1000);
      y.push(value);
    }
  }
  return { x, y };
}

/**
 * An SVG path of the steps over so many ms, in a box of `width` × `height`, the newest at the right edge and `most` at the upper one: the line, and
 * the area below it. A gap stays open.
 */
export function sparkPaths(
  { ago, values }: Steps,
  overMs: number,
  most: number,
  width: number,
  height: number,
): { readonly line: string; readonly area: string } {
  const xOf = (at: number): string => (width - (Math.min(at, overMs) / overMs) * width).toFixed(1);
  const yOf = (value: number): string => (height - (most > 0 ? Math.min(1, value / most) : 0) * height).toFixed(1);
  let line = '';
  let area = '';
  let begin: string | null = null;
  for (let i = 0; i < ago.length; i++) {
    const value = values[i]!;
    const x = xOf(ago[i]!);
    const end = xOf(ago[i + 1] ?? 0);
    if (value === null) {
      begin = null;
      continue;
    }
    const y = yOf(value);
    if (begin === null) {
      begin = x;
      line += `M${x} ${y}`;
      area += `M${x} ${y}`;
    } else {
      line += `V${y}`;
      area += `V${y}`;
    }
    line += `H${end}`;
    area += `H${end}`;
    if (values[i + 1] !== null && i < ago.length - 1) continue;
    area += `V${height}H${begin}Z`;
    begin = null;
  }
  return { line, area };
}
