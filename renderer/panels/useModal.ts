import { type RefObject, useLayoutEffect, useRef } from 'react';
import { useStores } from '../state/stores.tsx';
import { focusTable } from '../table/focusTable.ts';

/**
 * Shows a <dialog> as a modal one while it is mounted, the focus on `first` where there is one. Closing gives it back, unless what had it is gone.
 * The rows under it stay where they are.
 */
export function useModal(first?: RefObject<HTMLElement | null>): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  const { calm } = useStores();
  useLayoutEffect(() => calm.hold(), [calm]);
  /** Before the element is taken away. */
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    first?.current?.focus();
    return () => {
      element?.close();
      if (document.activeElement === document.body) focusTable();
    };
  }, [first]);
  return dialog;
}
