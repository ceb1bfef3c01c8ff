import { type ReactNode, useEffect, useRef } from 'react';
import type { Steps } from '../../shared/process/history.ts';
import { drawGraph, type Graph } from './graph.ts';

interface HistoryGraphProps {
  readonly steps: Steps;
  /** What it shows, for who does not see it. */
  readonly label: string;
  readonly format: (value: number) => string;
  readonly formatAgo: (ago: number) => string;
  readonly overMs: number;
  /** Where its scale ends. */
  readonly most: number;
  /** Whether the times stand below it. */
  readonly hasTimes: boolean;
  /** Hears what is pointed at, ms ago; null: nothing. */
  readonly onPoint: (ago: number | null) => void;
}

/** A figure over time, the newest at the right edge. What is not known is a gap. */
export function HistoryGraph(props: HistoryGraphProps): ReactNode {
  const { label, hasTimes, steps, overMs, most } = props;
  const place = useRef<HTMLDivElement>(null);
  const graph = useRef<Graph | null>(null);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  useEffect(() => graph.current?.show(steps, overMs, most), [steps, overMs, most]);
  useEffect(() => {
    let isCurrent = true;
    const into = place.current;
    if (into === null) return;
    const drawing = drawGraph(into, {
      hasTimes,
      formatAgo: (ago) => latest.current.formatAgo(ago),
      format: (value) => latest.current.format(value),
      onPoint: (ago) => latest.current.onPoint(ago),
    });
    void drawing.then((drawn) => {
      if (!isCurrent) return drawn?.remove();
      graph.current = drawn;
      const now = latest.current;
      drawn?.show(now.steps, now.overMs, now.most);
    });
    return () => {
      isCurrent = false;
      graph.current?.remove();
      graph.current = null;
    };
  }, [hasTimes]);
  return <div ref={place} className={`history-plot${hasTimes ? ' with-times' : ''}`} role="img" aria-label={label} />;
}
