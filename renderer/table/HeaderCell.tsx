import { ArrowDown, ArrowUp, Sigma } from 'lucide-react';
import { type DragEvent, type KeyboardEvent, type PointerEvent, type ReactNode, useState } from 'react';
import { canSumSubtree } from '../../shared/query/sort.ts';
import { useStores, useView } from '../state/stores.tsx';
import { useText, useWords } from '../words/language.tsx';
import type { Column } from './columns.ts';

/** px by which a key changes a width. */
const KEY_STEP = 16;
/** What a dragged column is called on its way; another program's drag has none of it. */
const DRAG_TYPE = 'application/x-procession-column';

/**
 * A column's name. A click sorts; its end can be dragged to make it wider (a double click gives the width back), itself to another place.
 * With Shift ← and → move it, with Alt they resize it.
 */
export function HeaderCell({ column }: { readonly column: Column }): ReactNode {
  const { field, isTree, isNumeric } = column;
  const sort = useView((state) => state.sort);
  const columns = useView((state) => state.columns);
  const { view } = useStores();
  const words = useWords();
  const say = useText();
  const [dropAt, setDropAt] = useState<'before' | 'after' | null>(null);
  const direction = sort.fieldId === field.id ? sort.direction : null;
  const Arrow = direction === 'descending' ? ArrowDown : ArrowUp;
  const place = columns.indexOf(field.id);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const { key, shiftKey, altKey, ctrlKey, metaKey, currentTarget } = event;
    if ((key !== 'ArrowLeft' && key !== 'ArrowRight') || ctrlKey || metaKey || shiftKey === altKey) return;
    const by = key === 'ArrowRight' ? 1 : -1;
    if (altKey) view.resizeColumn(field.id, widthOf(currentTarget) + by * KEY_STEP);
    // Before the next but one, for it is counted among them.
    else if (!isTree) view.moveColumn(field.id, by > 0 ? place + 2 : place - 1);
    // An element that is moved in the document loses the focus.
    requestAnimationFrame(() => currentTarget.focus());
    event.preventDefault();
  };
  const over = (event: DragEvent<HTMLElement>): void => {
    if (!event.dataTransfer.types.includes(DRAG_TYPE)) return;
    event.preventDefault();
    const { left, width } = event.currentTarget.getBoundingClientRect();
    setDropAt(isTree || event.clientX > left + width / 2 ? 'after' : 'before');
  };
  const drop = (event: DragEvent<HTMLElement>): void => {
    const id = event.dataTransfer.getData(DRAG_TYPE);
    event.preventDefault();
    view.moveColumn(id, dropAt === 'after' ? place + 1 : place);
    setDropAt(null);
  };
  return (
    <div
      role="columnheader"
      className={`cell${isTree ? ' tree' : ''}${isNumeric ? ' numeric' : ''}${dropAt === null ? '' : ` drop-${dropAt}`}`}
      aria-sort={direction ?? 'none'}
      data-tip="field"
      data-field={field.id}
      draggable={!isTree}
      onDragStart={(event) => event.dataTransfer.setData(DRAG_TYPE, field.id)}
      onDragOver={over}
      onDragLeave={() => setDropAt(null)}
      onDrop={drop}
    >
      <button type="button" className="sort" onClick={() => view.sortBy(field)} onKeyDown={onKeyDown}>
        <span className="column-name">{isTree ? words.process : say(field.header)}</span>
        {direction !== null && <Arrow size={12} aria-hidden="true" />}
      </button>
      {direction !== null && canSumSubtree(field) && (
        <button
          type="button"
          role="switch"
          className="by-subtree"
          aria-checked={sort.bySubtree === true}
          aria-label={words.table.bySubtree}
          data-tip="text"
          data-reason={words.table.bySubtreeHelp}
          onClick={() => view.toggleSubtreeSort()}
        >
          <Sigma size={12} aria-hidden="true" />
        </button>
      )}
      <Resizer id={field.id} />
    </div>
  );
}

const widthOf = (part: HTMLElement): number => part.closest<HTMLElement>('[role="columnheader"]')?.getBoundingClientRect().width ?? 0;

/** For the pointer alone: keys do it on the name. */
function Resizer({ id }: { readonly id: string }): ReactNode {
  const { view } = useStores();
  const [from, setFrom] = useState<{ readonly x: number; readonly width: number } | null>(null);
  const start = (event: PointerEvent<HTMLElement>): void => {
    // Neither a drag of the column nor a click that sorts.
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    setFrom({ x: event.clientX, width: widthOf(event.currentTarget) });
  };
  return (
    <span
      className={`resizer${from === null ? '' : ' active'}`}
      aria-hidden="true"
      draggable
      onDragStart={(event) => {
        event.preventDefault();
        event.stopPropagation();
      }}
      onPointerDown={start}
      onPointerMove={({ clientX }) => from !== null && view.resizeColumn(id, from.width + clientX - from.x)}
      onPointerUp={() => setFrom(null)}
      onPointerCancel={() => setFrom(null)}
      onDoubleClick={() => view.resizeColumn(id, null)}
    />
  );
}
