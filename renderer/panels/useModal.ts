import { type RefObject, useLayoutEffect, useRef } from 'react';
import { focusTable } from '../table/focusTable.ts';

/** Shows a <dialog> as a modal one while it is mounted, the focus on `first` where there is one. Closing gives it back, unless what had it is gone. */
export function useModal(first?: RefObject<HTMLElement | null>): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
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
