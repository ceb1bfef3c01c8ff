import type { CSSProperties, ReactNode } from 'react';
import { type Clock, type Field, valueOf } from '../../shared/fields/field.ts';
import { isGroupRow } from '../../shared/process/arrangement/groupRow.ts';
import { isGhostRow } from '../../shared/process/arrangement/originalTree.ts';
import type { Row } from '../../shared/process/row.ts';
import type { Totals } from '../state/totals.ts';
import { hasRelativeBar } from '../state/totals.ts';
import { DASH, fieldText } from '../text/fieldText.ts';
import { SafeText } from '../text/SafeText.tsx';
import { StatText } from '../text/StatText.tsx';
import { useLanguage } from '../words/language.tsx';
import { CommandCell } from './CommandCell.tsx';
import { Sparkline } from './Sparkline.tsx';

interface ValueCellProps {
  readonly field: Field;
  readonly row: Row;
  readonly clock: Clock;
  readonly totals: Totals;
  /** Whether the cell may be reached with Tab, for its explanation. */
  readonly isReachable: boolean;
}

/** What stands in a cell, by the field's kind and unit alone; STAT and the command line have a form of their own. */
export function ValueCell({ field, row, clock, totals, isReachable }: ValueCellProps): ReactNode {
  const language = useLanguage();
  const value = valueOf(field, row.values, clock);
  // A sum that means nothing, and what is not known of the dead.
  if (isGhostRow(row) ? field.id !== 'pid' : value === null && isGroupRow(row)) return null;
  if (field.id === 'args') return isGroupRow(row) ? null : <CommandCell row={row} />;
  if (field.trend !== undefined) return isGroupRow(row) ? null : <Sparkline field={field} trend={field.trend} row={row} />;
  if (value === null) return <span className="unknown">{DASH}</span>;
  if (field.id === 'stat' && typeof value === 'string') {
    return (
      <span className="stat-cell" {...(isReachable ? { tabIndex: 0 } : {})}>
        <StatText stat={value} />
      </span>
    );
  }
  const text = fieldText(field, value, language, 'short');
  if (typeof value !== 'number') return <SafeText text={text} />;
  const share = barShare(field, value, totals);
  return (
    <>
      {share !== null && share > 0.004 && <span className={`bar ${field.unit}`} style={{ '--share': share } as CSSProperties} />}
      <span className="number">{text}</span>
    </>
  );
}

/** How much of the cell the bar takes, 0…1: percent of a core, or of the largest in the table. null: no bar. */
function barShare(field: Field, value: number, totals: Totals): number | null {
  if (field.unit === 'percent') return Math.min(1, Math.max(0, value / 100));
  if (!hasRelativeBar(field)) return null;
  const largest = totals.largest.get(field.id);
  return largest === undefined ? null : value / largest;
}
