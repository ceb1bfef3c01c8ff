import type { ReactNode } from 'react';
import { HISTORY_MS, type HistoryPoint, unbroken } from '../state/history.ts';

interface HistoryLineProps {
  readonly history: readonly HistoryPoint[];
  readonly label: string;
}

/** A figure in percent over the last minute, the newest at the right edge. */
export function HistoryLine({ history, label }: HistoryLineProps): ReactNode {
  const now = history.at(-1)?.at ?? 0;
  const x = (at: number): string => (((at - now) / HISTORY_MS) * 1000 + 1000).toFixed(1);
  const y = (value: number): string => (100 - Math.min(100, value)).toFixed(1);
  return (
    <svg className="history" viewBox="0 0 1000 100" preserveAspectRatio="none" role="img" aria-label={label}>
      {unbroken(history).map((stretch) => {
        const points = stretch.map(({ at, value }) => `${x(at)},${y(value)}`).join(' ');
        return (
          <g key={stretch[0]!.at}>
            <polygon points={`${x(stretch[0]!.at)},100 ${points} ${x(stretch.at(-1)!.at)},100`} />
            <polyline points={points} />
          </g>
        );
      })}
    </svg>
  );
}
