import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { type Command, contextOf, runCommand } from '../commands/command.ts';
import { ariaShortcuts, formatShortcut } from '../commands/shortcuts.ts';
import { useStores } from '../state/stores.tsx';
import { useText } from '../words/language.tsx';

interface IconButtonProps {
  /** One that has a key, and always applies. */
  readonly command: Command;
  readonly icon: LucideIcon;
  /** Where the button says its key: on it, on it and in its name, or in its tip alone. */
  readonly keyIn: 'face' | 'name' | 'tip';
  /** Whether what it opens is open; absent: it is no switch. */
  readonly isPressed?: boolean;
}

/** A command as a picture: its words are its name and its tip. */
export function IconButton({ command, icon: Icon, keyIn, isPressed }: IconButtonProps): ReactNode {
  const stores = useStores();
  const label = useText()(command.label);
  const shortcut = formatShortcut(command.shortcuts[0]!);
  return (
    <button
      type="button"
      className={keyIn === 'tip' ? 'button icon' : 'button'}
      aria-label={keyIn === 'name' ? `${shortcut}: ${label}` : label}
      aria-pressed={isPressed}
      aria-keyshortcuts={ariaShortcuts(command)}
      data-command={command.id}
      data-tip="text"
      data-reason={keyIn === 'tip' ? `${label} (${shortcut})` : label}
      onClick={() => runCommand(command, contextOf(stores))}
    >
      <Icon size={14} aria-hidden="true" />
      {keyIn !== 'tip' && <kbd aria-hidden="true">{shortcut}</kbd>}
    </button>
  );
}
