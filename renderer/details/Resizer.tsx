import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from 'react';
import { LEAST_SIZE, MOST_SIZE } from '../../shared/settings/details.ts';
import { useDetails, useStores } from '../state/stores.tsx';
import { useWords } from '../words/language.tsx';
import { useIsNarrow } from './useIsNarrow.ts';

/** px by which a key moves it. */
const KEY_STEP = 24;

/** The edge between the table and the details: dragged, or moved with the arrow keys; a double click gives the usual size back. */
export function Resizer(): ReactNode {
  const { details } = useStores();
  const place = useDetails((state) => state.place);
  const size = useDetails((state) => state.sizes[state.place]);
  const isNarrow = useIsNarrow();
  const words = useWords().details;
  const [from, setFrom] = useState<{ readonly at: number; readonly size: number } | null>(null);
  // There it takes the share of the window that there is.
  if (isNarrow) return null;
  const isRight = place === 'right';
  const at = ({ clientX, clientY }: PointerEvent): number => (isRight ? clientX : clientY);
  const start = (event: PointerEvent<HTMLElement>): void => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    const box = event.currentTarget.closest('.details')?.getBoundingClientRect();
    setFrom({ at: at(event), size: (isRight ? box?.width : box?.height) ?? size });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const larger = isRight ? 'ArrowLeft' : 'ArrowUp';
    const smaller = isRight ? 'ArrowRight' : 'ArrowDown';
    if (event.key === larger) details.resize(size + KEY_STEP);
    else if (event.key === smaller) details.resize(size - KEY_STEP);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      role="separator"
      className={`details-resizer${from === null ? '' : ' active'}`}
      tabIndex={0}
      aria-label={words.resize}
      aria-orientation={isRight ? 'vertical' : 'horizontal'}
      aria-valuenow={size}
      aria-valuemin={LEAST_SIZE[place]}
      aria-valuemax={MOST_SIZE[place]}
      onKeyDown={onKeyDown}
      onPointerDown={start}
      onPointerMove={(event) => from !== null && details.resize(from.size + from.at - at(event))}
      onPointerUp={() => setFrom(null)}
      onPointerCancel={() => setFrom(null)}
      onDoubleClick={() => details.resize(null)}
    />
  );
}
