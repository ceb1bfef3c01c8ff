import { Pin } from 'lucide-react';
import type { ReactNode } from 'react';
import { contextOf, runCommand } from '../commands/command.ts';
import { sortAgain } from '../commands/calm.ts';
import { ariaShortcuts, formatShortcut } from '../commands/shortcuts.ts';
import { useCalm, useStores } from '../state/stores.tsx';
import { useWords } from '../words/language.tsx';

/** Says that rows are held where they are, and sorts them again at a click. It has its place while nothing is held too: what stands around it does not move. `isInOrder`: they stand as they would anyway. */
export function OrderMark({ isInOrder }: { readonly isInOrder: boolean }): ReactNode {
  const stores = useStores();
  const isHeld = useCalm(({ held }) => held !== null);
  const words = useWords().status;
  return (
    <button
      type="button"
      className={`order-mark${isHeld ? '' : ' free'}${isInOrder ? '' : ' out'}`}
      aria-keyshortcuts={ariaShortcuts(sortAgain)}
      data-command={sortAgain.id}
      data-tip="text"
      data-reason={words.orderHelp}
      onClick={() => runCommand(sortAgain, contextOf(stores))}
    >
      <Pin size={12} aria-hidden="true" />
      {isInOrder ? words.orderHeld : words.orderOut}
      <kbd aria-hidden="true">{formatShortcut(sortAgain.shortcuts[0]!)}</kbd>
    </button>
  );
}
