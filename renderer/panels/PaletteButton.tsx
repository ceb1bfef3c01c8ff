import { Command as CommandIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { contextOf, runCommand } from '../commands/command.ts';
import { openPalette } from '../commands/openPalette.ts';
import { ariaShortcuts, formatShortcut } from '../commands/shortcuts.ts';
import { useStores } from '../state/stores.tsx';
import { useText } from '../words/language.tsx';

/** Opens the list of all commands. */
export function PaletteButton(): ReactNode {
  const stores = useStores();
  const say = useText();
  const shortcut = formatShortcut(openPalette.shortcuts[0]!);
  return (
    <button
      type="button"
      className="button"
      aria-label={`${shortcut}: ${say(openPalette.label)}`}
      aria-keyshortcuts={ariaShortcuts(openPalette)}
      data-command={openPalette.id}
      data-tip="text"
      data-reason={say(openPalette.label)}
      onClick={() => runCommand(openPalette, contextOf(stores))}
    >
      <CommandIcon size={14} aria-hidden="true" />
      <kbd aria-hidden="true">{shortcut}</kbd>
    </button>
  );
}
