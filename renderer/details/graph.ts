import type uPlot from 'uplot';
import type { Steps } from '../../shared/process/history.ts';
import { stepPoints } from './stepPath.ts';

/** A drawn graph. */
export interface Graph {
  /** Draws other steps: over so many ms, on a scale from 0 to `most`. */
  show(steps: Steps, overMs: number, most: number): void;
  remove(): void;
}

export interface GraphOptions {
  readonly hasTimes: boolean;
  /** What a moment is called, ms ago. */
  readonly formatAgo: (ago: number) => string;
  readonly format: (value: number) => string;
  readonly onPoint: (ago: number | null) => void;
}

/** px of the axis at the left, and of the one below. */
const LEFT = 62;
const BELOW = 22;
/** Parts that the time is divided into by lines: of whole minutes, where it has so many. */
const partsOf = (seconds: number): number => (seconds >= 300 ? 5 : 4);
/** Graphs with one name have one pointer. */
const POINTER = 'procession-history';

/** A colour of the tokens as it is now; a canvas knows no custom properties. */
const token = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Draws into an element as wide and high as that is; null where there is nothing to draw on. Colours follow the theme. */
export async function drawGraph(into: HTMLElement, { hasTimes, formatAgo, format, onPoint }: GraphOptions): Promise<Graph | null> {
  if (typeof matchMedia !== 'function' || typeof Path2D !== 'function') return null;
  const { default: Plot } = await import('uplot');
  const size = (): { readonly width: number; readonly height: number } => ({ width: Math.max(120, into.clientWidth), height: into.clientHeight });
  let most = 1;
  let seconds = 60;
  const font = `10.5px ${token('--sans')}`;
  const axis: uPlot.Axis = { stroke: () => token('--dim'), font, ticks: { show: false }, grid: { stroke: () => token('--line'), width: 1 } };
  const options: uPlot.Options = {
    ...size(),
    legend: { show: false },
    padding: [7, 22, hasTimes ? 0 : 7, 0],
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false }, sync: { key: POINTER } },
    scales: { x: { time: false, range: () => [-seconds, 0] }, y: { range: () => [0, most] } },
    axes: [
      {
        ...axis,
        size: hasTimes ? BELOW : 0,
        gap: 5,
        splits: () => {
          const parts = partsOf(seconds);
          return Array.from({ length: parts + 1 }, (_, i) => -seconds + (i * seconds) / parts);
        },
        values: (_, splits) => splits.map((at) => (hasTimes ? formatAgo(-at * 1000) : '')),
      },
      { ...axis, size: LEFT, gap: 5, splits: () => [0, most], values: (_, splits) => splits.map(format) },
    ],
    series: [
      {},
      {
        stroke: () => token('--graph-line'),
        fill: () => token('--graph-fill'),
        width: 1.25,
        points: { show: false },
      },
    ],
    hooks: {
      setCursor: [
        (plot) => {
          const { left } = plot.cursor;
          onPoint(left === undefined || left === null || left < 0 ? null : Math.max(0, Math.round(-plot.posToVal(left, 'x') * 1000)));
        },
      ],
    },
  };
  const plot = new Plot(options, [[], []], into);
  const redraw = (): void => plot.redraw();
  // The theme is marked there.
  const attributes = new MutationObserver(redraw);
  attributes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const sizes = new ResizeObserver(() => plot.setSize(size()));
  sizes.observe(into);
  return {
    show: (steps, overMs, nowMost) => {
      most = nowMost;
      seconds = overMs / 1000;
      const { x, y } = stepPoints(steps);
      plot.setData([[...x], [...y]]);
    },
    remove: () => {
      sizes.disconnect();
      attributes.disconnect();
      plot.destroy();
    },
  };
}
