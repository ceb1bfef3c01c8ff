import { memo, type ReactNode } from 'react';
import { type Clock, type Field, valueOf } from '../../shared/fields/field.ts';
import { isGroupRow } from '../../shared/process/arrangement/groupRow.ts';
import { isGhostRow } from '../../shared/process/arrangement/originalTree.ts';
import type { FlatRow } from '../../shared/process/flatten.ts';
import { isZombie } from '../../shared/process/stat.ts';
import type { LinkMark } from '../../shared/process/tree.ts';
import type { Totals } from '../state/totals.ts';
import { fieldText } from '../text/fieldText.ts';
import type { Column } from './columns.ts';
import { TreeCell } from './TreeCell.tsx';
import { ValueCell } from './ValueCell.tsx';

export interface ProcessRowProps {
  readonly line: FlatRow;
  /** 0-based place in the whole list. */
  readonly index: number;
  /** px from the top of the list. */
  readonly top: number;
  readonly columns: readonly Column[];
  readonly clock: Clock;
  readonly totals: Totals;
  readonly mark: LinkMark | null;
  readonly isSelected: boolean;
  /** The one row that Tab reaches. */
  readonly isActive: boolean;
  readonly isMarked: boolean;
  readonly isNew: boolean;
  /** Whether what is looked for occurs in it. */
  readonly isFound: boolean;
  readonly hasEnded: boolean;
  readonly onToggle: (line: FlatRow) => void;
}

export const ProcessRow = memo(function ProcessRow(props: ProcessRowProps): ReactNode {
  const { line, index, top, columns, clock, totals, mark, isSelected, isActive, isMarked, isNew, isFound, hasEnded, onToggle } = props;
  const { row } = line;
  const classes = [
    'row',
    index % 2 === 1 && 'odd',
    isSelected && 'selected',
    isMarked && 'marked',
    isNew && 'new',
    isFound && 'found',
    hasEnded && 'ended',
    line.isContext && 'context',
    isZombie(row.values) && 'zombie',
    isGroupRow(row) && 'group',
    isGhostRow(row) && 'ghost',
  ];
  return (
    <div
      role="row"
      className={classes.filter((name) => name !== false).join(' ')}
      style={{ transform: `translateY(${top}px)` }}
      tabIndex={isActive ? 0 : -1}
      data-key={row.key}
      data-index={index}
      aria-rowindex={index + 2}
      aria-level={line.depth + 1}
      aria-setsize={line.siblings}
      aria-posinset={line.position}
      aria-selected={isSelected}
      {...(line.childCount > 0 ? { 'aria-expanded': line.isExpanded } : {})}
    >
      {columns.map(({ field, isTree, isNumeric }) => (
        <div
          key={field.id}
          role={isTree ? 'rowheader' : 'gridcell'}
          className={`cell ${isTree ? 'tree' : `field-${field.id}`}${isNumeric ? ' numeric' : ''}`}
          data-field={field.id}
        >
          {isTree ? (
            <TreeCell line={line} mark={mark} isMarked={isMarked} hasEnded={hasEnded} onToggle={() => onToggle(line)} />
          ) : (
            <ValueCell field={field} row={row} clock={clock} totals={totals} isReachable={isActive} />
          )}
        </div>
      ))}
    </div>
  );
}, isSameRow);

/** An unchanged process is not drawn again: neither for a new line object with the same content nor for a clock that changes none of its cells. */
function isSameRow(before: ProcessRowProps, after: ProcessRowProps): boolean {
  if (before.line.row !== after.line.row || before.columns !== after.columns || before.onToggle !== after.onToggle) return false;
  for (const name of ['index', 'top', 'mark', 'isSelected', 'isActive', 'isMarked', 'isNew', 'isFound', 'hasEnded'] as const)
    if (before[name] !== after[name]) return false;
  for (const name of ['depth', 'guides', 'isLast', 'childCount', 'isExpanded', 'isContext', 'position', 'siblings'] as const) {
    if (before.line[name] !== after.line[name]) return false;
  }
  return after.columns.every(({ field }) => {
    if (before.totals.largest.get(field.id) !== after.totals.largest.get(field.id)) return false;
    return !('derive' in field || 'aggregate' in field) || derivedText(field, before) === derivedText(field, after);
  });
}

/** What a cell says that is not in the row itself; the language does not matter to whether it changed. */
function derivedText(field: Field, { line, clock }: ProcessRowProps): string {
  return fieldText(field, valueOf(field, line.row.values, clock), 'en', 'short');
}
