import { ChartBarStacked } from 'lucide-react';
import type { ReactNode } from 'react';
import { contextOf, runCommand } from '../commands/command.ts';
import { togglePicture } from '../commands/picture.ts';
import { ariaShortcuts } from '../commands/shortcuts.ts';
import { useStores, useView } from '../state/stores.tsx';
import { useText } from '../words/language.tsx';

/** Memory and CPU by subtree in the place of the table. */
export function PictureButton(): ReactNode {
  const stores = useStores();
  const isOpen = useView(({ picture }) => picture !== null);
  const say = useText();
  return (
    <button
      type="button"
      className="button"
      aria-label={say(togglePicture.label)}
      aria-pressed={isOpen}
      aria-keyshortcuts={ariaShortcuts(togglePicture)}
      data-command={togglePicture.id}
      data-tip="text"
      data-reason={say(togglePicture.label)}
      onClick={() => runCommand(togglePicture, contextOf(stores))}
    >
      <ChartBarStacked size={14} aria-hidden="true" />
      <kbd aria-hidden="true">G</kbd>
    </button>
  );
}
