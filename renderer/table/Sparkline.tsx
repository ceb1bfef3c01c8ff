import type { ReactNode } from 'react';
import type { Field } from '../../shared/fields/field.ts';
import { formatNumber } from '../../shared/fields/format.ts';
import { extentOf, type HistorySeries } from '../../shared/process/history.ts';
import type { Row } from '../../shared/process/row.ts';
import { sparkPaths } from '../details/stepPath.ts';
import { TREND_MS } from '../state/trendStore.ts';
import { useTrends } from '../state/stores.tsx';
import { DASH } from '../text/fieldText.ts';
import { useLanguage, useText, useWords } from '../words/language.tsx';

/** Units of the drawing; it is stretched to the cell. */
const WIDTH = 120;
const HEIGHT = 16;
/** A whole core fills the height, so that rows can be compared. */
const WHOLE_CORE = 100;

/** A figure of a row over the last minute, as the engine remembers it; a dash while nothing is known. Gaps stay open. */
export function Sparkline({ field, trend, row }: { readonly field: Field; readonly trend: HistorySeries; readonly row: Row }): ReactNode {
  const steps = useTrends(({ trends }) => trends.get(row.key)?.[trend] ?? null);
  const words = useWords().details.history;
  const language = useLanguage();
  const say = useText();
  const extent = steps === null ? null : extentOf(steps);
  if (steps === null || extent === null) return <span className="unknown">{DASH}</span>;
  const most = trend === 'cpu' ? Math.max(WHOLE_CORE, extent.most) : extent.most;
  const { line, area } = sparkPaths(steps, TREND_MS, most, WIDTH, HEIGHT);
  const text = (value: number | null): string => (value === null ? words.unknown : formatNumber(field, value, language));
  const label = words.trend(say(field.header), text(extent.least), text(extent.most), text(extent.last));
  return (
    <svg className="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={label}>
      <path className="area" d={area} />
      <path className="line" d={line} />
    </svg>
  );
}
