import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type KeyboardEvent, type MouseEvent, type ReactNode, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Field } from '../../shared/fields/field.ts';
import { type FlatRow, MAX_INDENT } from '../../shared/process/flatten.ts';
import type { Found } from '../state/found.ts';
import { useCalm, useProcesses, useSettings, useStores, useView } from '../state/stores.tsx';
import { useWords } from '../words/language.tsx';
import { columnsOf, guideWidth } from './columns.ts';
import { HeaderRow } from './HeaderRow.tsx';
import { moveFor } from './moves.ts';
import { ProcessRow } from './ProcessRow.tsx';
import { useHold } from './useHold.ts';
import { useShownRows } from './useShownRows.ts';
import { useRovingFocus } from './useRovingFocus.ts';

const HEADER_HEIGHT = 28;
/** px left and right of a row's cells, together. */
const ROW_PADDING = 24;
/** px that the vertical scroll bar takes at most. */
const SCROLL_BAR = 20;

interface ProcessTableProps {
  readonly lines: readonly FlatRow[];
  readonly fields: readonly Field[];
  /** Whether what it shows is old. */
  readonly isStale: boolean;
  readonly isPaused: boolean;
  readonly found: Found | null;
  readonly onContextMenu: (at: { readonly x: number; readonly y: number }) => void;
}

/** The tree table. Only the lines that can be seen are in the document, and the active one, which holds the focus. */
export function ProcessTable({ lines, fields, isStale, isPaused, found, onContextMenu }: ProcessTableProps): ReactNode {
  const { view } = useStores();
  const words = useWords();
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useHold(list);
  const { clock, totals, exited, fresh, tree, rows } = useProcesses((state) => state);
  const marksNew = useCalm((state) => state.marksNew);
  const selected = useView((state) => state.selected);
  const marks = useView((state) => state.marks);
  const columnIds = useView((state) => state.columns);
  const widths = useView((state) => state.widths);
  const rowHeight = useSettings(({ values }) => values.density);
  const deepest = useMemo(
    () =>
      Math.min(
        MAX_INDENT,
        lines.reduce((most, { depth }) => Math.max(most, depth), 0),
      ),
    [lines],
  );
  const columns = useMemo(() => columnsOf(columnIds, fields, deepest, widths), [columnIds, fields, deepest, widths]);
  const foundKeys = useMemo(() => new Set(found?.keys), [found]);
  const activeIndex = useActiveIndex(lines, selected?.key ?? null);
  const activeKey = lines[activeIndex]?.row.key ?? null;
  const focus = useRovingFocus(scroller, activeKey);

  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 4,
    scrollMargin: HEADER_HEIGHT,
    scrollPaddingStart: HEADER_HEIGHT,
    rangeExtractor: (range) => {
      const indexes = defaultRangeExtractor(range);
      if (activeIndex < 0 || activeIndex >= range.count || indexes.includes(activeIndex)) return indexes;
      return [...indexes, activeIndex].sort((a, b) => a - b);
    },
  });

  const { startIndex = 0, endIndex = -1 } = virtualizer.range ?? {};
  useShownRows(lines, startIndex, endIndex);

  /** With another height the same rows stay in sight. */
  const heightBefore = useRef(rowHeight);
  useLayoutEffect(() => {
    if (heightBefore.current === rowHeight) return;
    const first = (virtualizer.scrollOffset ?? 0) / heightBefore.current;
    heightBefore.current = rowHeight;
    virtualizer.measure();
    virtualizer.scrollToOffset(first * rowHeight);
  }, [virtualizer, rowHeight]);

  /** A selection made elsewhere (the lineage, a command) is brought into sight; one that only moved with a new order is not. */
  const selectedKey = selected?.key ?? null;
  const linesRef = useRef(lines);
  useLayoutEffect(() => {
    linesRef.current = lines;
  }, [lines]);
  useLayoutEffect(() => {
    const index = linesRef.current.findIndex(({ row }) => row.key === selectedKey);
    if (index >= 0) virtualizer.scrollToIndex(index, { align: 'auto' });
  }, [selectedKey, virtualizer]);

  const toggle = useCallback((line: FlatRow) => view.expand(line.row, !line.isExpanded), [view]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.target instanceof HTMLElement && event.target.closest('.header') !== null) return;
    const line = lines[activeIndex];
    if (event.key === 'Enter' && line !== undefined && selectedKey !== line.row.key) {
      event.preventDefault();
      return view.select(line.row);
    }
    const page = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - HEADER_HEIGHT) / rowHeight) - 1);
    const move = moveFor(event.key, lines, activeIndex, page);
    if (line === undefined || move === null) return;
    event.preventDefault();
    focus.follow();
    if (move.kind !== 'go') return view.expand(line.row, move.kind === 'expand');
    view.select(lines[move.index]!.row);
    virtualizer.scrollToIndex(move.index, { align: 'auto' });
  };

  const selectAt = (event: MouseEvent): boolean => {
    const line = event.target instanceof Element ? lineAt(lines, event.target) : undefined;
    if (line === undefined) return false;
    focus.follow();
    view.select(line.row);
    view.pointAt((event.target as Element).closest<HTMLElement>('[data-field]')?.dataset['field'] ?? null);
    return true;
  };

  /** With Ctrl or ⌘ a click marks too, with Shift all rows from the selected one to this. */
  const clickAt = (event: MouseEvent): void => {
    const from = activeIndex;
    if (!selectAt(event)) return;
    const to = lines.indexOf(lineAt(lines, event.target as Element)!);
    if (event.shiftKey) view.mark(lines.slice(Math.min(from, to), Math.max(from, to) + 1).map(({ row }) => row));
    else if (event.ctrlKey || event.metaKey) view.toggleMark(lines[to]!.row);
  };

  const least = columns.reduce((sum, column) => sum + column.least, 0);
  const isWide = (virtualizer.scrollRect?.width ?? 0) - SCROLL_BAR < least + ROW_PADDING;
  const layout = {
    '--row': `${rowHeight}px`,
    '--columns': columns.map(({ track }) => track).join(' '),
    '--least': `${least + ROW_PADDING}px`,
    '--guide-width': `${guideWidth(deepest)}px`,
  } as CSSProperties;
  return (
    <div
      ref={scroller}
      role="treegrid"
      className={`table${isWide ? ' wide' : ''}${isStale ? ' stale' : ''}${isPaused ? ' paused' : ''}`}
      style={layout}
      aria-label={words.table.label}
      aria-rowcount={lines.length + 1}
      aria-colcount={columns.length}
      onKeyDown={onKeyDown}
      onClick={clickAt}
      onDoubleClick={(event) => {
        const line = event.target instanceof Element ? lineAt(lines, event.target) : undefined;
        if (line !== undefined && line.childCount > 0) toggle(line);
      }}
      onContextMenu={(event) => {
        if (!selectAt(event)) return;
        event.preventDefault();
        onContextMenu(menuPlace(event));
      }}
    >
      <HeaderRow columns={columns} />
      <div ref={list} role="rowgroup" className="lines" style={{ height: `${virtualizer.getTotalSize()}px` }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const line = lines[index];
          if (line === undefined) return null;
          const { key } = line.row;
          return (
            <ProcessRow
              key={key}
              line={line}
              index={index}
              top={start - HEADER_HEIGHT}
              columns={columns}
              clock={clock}
              totals={totals}
              mark={tree.marks.get(key) ?? null}
              isSelected={key === selectedKey}
              isActive={index === activeIndex}
              isMarked={marks.has(key)}
              isNew={marksNew && fresh.has(key)}
              isFound={foundKeys.has(key)}
              hasEnded={exited.has(key) && !rows.has(key)}
              onToggle={toggle}
            />
          );
        })}
      </div>
    </div>
  );
}

/** The line of the selected process; where that has left the list, the line that took its place; the first without a selection. */
function useActiveIndex(lines: readonly FlatRow[], selectedKey: string | null): number {
  const [last, setLast] = useState(0);
  const index = useMemo(() => lines.findIndex(({ row }) => row.key === selectedKey), [lines, selectedKey]);
  if (index >= 0 && index !== last) setLast(index);
  return Math.min(index >= 0 ? index : last, lines.length - 1);
}

function lineAt(lines: readonly FlatRow[], element: Element): FlatRow | undefined {
  const index = element.closest<HTMLElement>('[data-index]')?.dataset['index'];
  return index === undefined ? undefined : lines[Number(index)];
}

/** Where the menu opens: at the pointer, or below the focused row when the keyboard asked for it. */
function menuPlace({ clientX, clientY, target }: MouseEvent): { readonly x: number; readonly y: number } {
  if (clientX !== 0 || clientY !== 0 || !(target instanceof Element)) return { x: clientX, y: clientY };
  const { left, bottom } = target.getBoundingClientRect();
  return { x: left + 40, y: bottom };
}
