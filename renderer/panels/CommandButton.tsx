import type { ReactNode } from 'react';
import { type Command, contextOf, runCommand } from '../commands/command.ts';
import { ariaShortcuts, formatShortcut } from '../commands/shortcuts.ts';
import { useStores } from '../state/stores.tsx';
import { useCommandStates } from './useCommandStates.ts';

/** A command as a button. Where it does not apply it stays reachable, so that the reason can be read. */
export function CommandButton({ command }: { readonly command: Command }): ReactNode {
  const stores = useStores();
  const { label, reason } = useCommandStates()(command);
  const shortcut = command.shortcuts[0];
  return (
    <button
      type="button"
      className={`button${command.isDangerous === true ? ' danger' : ''}`}
      aria-disabled={reason !== null}
      aria-keyshortcuts={ariaShortcuts(command)}
      data-command={command.id}
      {...(reason === null ? {} : { 'data-tip': 'text', 'data-reason': reason })}
      onClick={() => runCommand(command, contextOf(stores))}
    >
      {label}
      {shortcut !== undefined && <kbd aria-hidden="true">{formatShortcut(shortcut)}</kbd>}
    </button>
  );
}
