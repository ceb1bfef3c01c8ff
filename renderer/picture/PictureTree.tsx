import { type KeyboardEvent, type MouseEvent, type ReactNode, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type IcicleCell, type IcicleKey, layoutIcicle, neighbourOf } from '../../shared/picture/icicle.ts';
import { leavePicture } from '../commands/picture.ts';
import { useStores, useView } from '../state/stores.tsx';
import type { PictureView } from '../state/viewStore.ts';
import { useLanguage, useWords } from '../words/language.tsx';
import { cellTexts, tintOf } from './cellTexts.ts';
import type { PictureFacts } from './pictureFacts.ts';
import { useSize } from './useSize.ts';

/** px that a column wants at least, and that a box must be high to hold a line of text. */
export const COLUMN_LEAST = 132;
export const CELL_LEAST = 19;

const KEYS: readonly string[] = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End'] satisfies IcicleKey[];

interface PictureTreeProps {
  readonly facts: PictureFacts;
  readonly picture: PictureView;
  readonly onContextMenu: (at: { readonly x: number; readonly y: number }) => void;
}

/** The box of a process, or of the nearest one above it that has one. */
function drawnFor(key: string | null, cells: readonly IcicleCell[], { tree }: PictureFacts): IcicleCell | undefined {
  for (let at: string | undefined = key ?? undefined; at !== undefined; at = tree.parentOf.get(at)?.key) {
    const cell = cells.find((one) => one.key === at);
    if (cell !== undefined) return cell;
  }
  return undefined;
}

/** The boxes, as a tree for keys and for assistive technology: one of them is reached by Tab, arrow keys do the rest. */
export function PictureTree({ facts, picture, onContextMenu }: PictureTreeProps): ReactNode {
  const { view } = useStores();
  const words = useWords().picture;
  const language = useLanguage();
  const selectedKey = useView(({ selected }) => selected?.key ?? null);
  const box = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(box);
  const columns = Math.max(2, Math.floor(width / COLUMN_LEAST));
  const { measure, root } = picture;
  const cells = useMemo(
    () => layoutIcicle(facts.tree, facts.totals, { height, columns, least: CELL_LEAST, root, compare: facts.compare }),
    [facts, height, columns, root],
  );
  const levels = cells.reduce((most, { depth }) => Math.max(most, depth + 1), 1);
  const [activeKey, setActiveKey] = useState<string | null>(selectedKey);
  const active = cells.find(({ key }) => key === activeKey) ?? drawnFor(selectedKey, cells, facts) ?? cells[0] ?? null;
  /** Another box is drawn first. */
  const mustFocus = useRef(false);
  // The table took the focus with it.
  useLayoutEffect(() => {
    if (document.activeElement === document.body) mustFocus.current = true;
  }, []);
  useLayoutEffect(() => {
    const target = box.current?.querySelector<HTMLElement>('[tabindex="0"]') ?? null;
    if (!mustFocus.current || target === null) return;
    mustFocus.current = false;
    target.focus();
  });

  const goTo = (key: string | null): void => {
    const cell = cells.find((one) => one.key === key);
    if (cell === undefined) return;
    mustFocus.current = true;
    setActiveKey(cell.key);
    if (cell.row !== null) view.select(cell.row);
  };
  /** Into a process, so that it fills the picture; out of it where it does so already. */
  const zoom = (cell: IcicleCell): void => {
    const into = cell.row?.key ?? cell.parent;
    if (into === null || into === root) return;
    mustFocus.current = true;
    view.showPicture({ measure, root: into });
  };
  const showInTable = (cell: IcicleCell): void => {
    if (cell.row === null) return zoom(cell);
    const above = [];
    for (let parent = facts.tree.parentOf.get(cell.row.key); parent !== undefined; parent = facts.tree.parentOf.get(parent.key)) above.push(parent);
    view.reveal(cell.row, above);
    leavePicture(view);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (active === null || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.key === 'Enter') showInTable(active);
    else if (!KEYS.includes(event.key)) return;
    else {
      const key = event.key as IcicleKey;
      const next = neighbourOf(cells, active, key);
      if (next !== null) goTo(next);
      else if (key === 'ArrowRight' && active.isCut) zoom(active);
      else if (key === 'ArrowLeft' && root !== null) {
        mustFocus.current = true;
        view.showPicture({ measure, root: facts.tree.parentOf.get(root)?.key ?? null });
      }
    }
    event.preventDefault();
  };
  const cellAt = ({ target }: MouseEvent): IcicleCell | undefined => {
    const key = target instanceof Element ? target.closest<HTMLElement>('[data-cell]')?.dataset['cell'] : undefined;
    return cells.find((cell) => cell.key === key);
  };
  return (
    <div
      ref={box}
      role="tree"
      aria-label={words.title[measure]}
      className="icicle"
      onKeyDown={onKeyDown}
      onClick={(event) => goTo(cellAt(event)?.key ?? null)}
      onDoubleClick={(event) => {
        const cell = cellAt(event);
        if (cell !== undefined) zoom(cell);
      }}
      onContextMenu={(event) => {
        const cell = cellAt(event);
        if (cell === undefined || cell.row === null) return;
        event.preventDefault();
        goTo(cell.key);
        const { left, bottom } = (event.target as Element).getBoundingClientRect();
        onContextMenu(event.clientX === 0 && event.clientY === 0 ? { x: left, y: bottom } : { x: event.clientX, y: event.clientY });
      }}
    >
      {cells.map((cell) => {
        const texts = cellTexts(cell, facts, language);
        const tint = tintOf(cell);
        return (
          <div
            key={cell.key}
            role="treeitem"
            className={`icicle-cell${tint === null ? ' more' : ` tint-${tint}`}${cell.key === selectedKey ? ' selected' : ''}`}
            style={{ left: `${(100 * cell.depth) / levels}%`, width: `${100 / levels}%`, top: cell.top, height: cell.height }}
            tabIndex={cell === active ? 0 : -1}
            aria-level={cell.depth + 1}
            aria-setsize={cell.siblings}
            aria-posinset={cell.position}
            aria-selected={cell.key === selectedKey}
            aria-label={texts.whole.replaceAll('\n', words.comma)}
            data-cell={cell.key}
            data-tip="text"
            data-reason={texts.whole}
          >
            {cell.height >= CELL_LEAST - 1 && (
              <span className={`icicle-text${cell.height >= 2 * CELL_LEAST ? ' tall' : ''}`} aria-hidden="true">
                <bdi className="icicle-name">{texts.name}</bdi> <span className="icicle-value">{texts.value}</span>
              </span>
            )}
          </div>
        );
      })}
    </div>
  );
}
