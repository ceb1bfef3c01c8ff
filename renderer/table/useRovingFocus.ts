import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

/** Lets the focus follow the active row, also when the row it was on has left the table. */
export interface RovingFocus {
  /** Moves the focus to the active row after the next drawing. */
  follow(): void;
}

/**
 * Rows come and go under the focus. While the user is in the grid, the focus is put on the active row whenever the row that had it is
 * gone; it is never taken from anything outside of the grid.
 */
export function useRovingFocus(grid: RefObject<HTMLElement | null>, activeKey: string | null): RovingFocus {
  const isInside = useRef(false);
  const mustFollow = useRef(false);

  useEffect(() => {
    const element = grid.current;
    if (element === null) return;
    const enter = (): void => {
      isInside.current = true;
    };
    const leave = ({ relatedTarget }: FocusEvent): void => {
      if (relatedTarget instanceof Node && !element.contains(relatedTarget)) isInside.current = false;
    };
    const press = ({ target }: PointerEvent): void => {
      if (!(target instanceof Node && element.contains(target))) isInside.current = false;
    };
    element.addEventListener('focusin', enter);
    element.addEventListener('focusout', leave);
    document.addEventListener('pointerdown', press);
    return () => {
      element.removeEventListener('focusin', enter);
      element.removeEventListener('focusout', leave);
      document.removeEventListener('pointerdown', press);
    };
  }, [grid]);

  const lastActive = useRef(activeKey);

  useLayoutEffect(() => {
    const { activeElement } = document;
    const wasLost = isInside.current && (activeElement === null || activeElement === document.body);
    // A command has gone to another row while the focus was on this one.
    const wasLeft = lastActive.current !== activeKey && activeElement instanceof HTMLElement && activeElement.dataset['key'] !== undefined;
    lastActive.current = activeKey;
    if (activeKey === null || !(mustFollow.current || wasLost || wasLeft)) return;
    const row = grid.current?.querySelector<HTMLElement>(`[data-key="${activeKey}"]`);
    if (row === null || row === undefined) return;
    mustFollow.current = false;
    row.focus({ preventScroll: true });
  });

  return {
    follow: () => {
      mustFollow.current = true;
    },
  };
}
