import { DropdownMenu } from 'radix-ui';
import { type ReactNode, useEffect } from 'react';
import { isGroupRow } from '../../shared/process/arrangement/groupRow.ts';
import { contextOf, runCommand } from '../commands/command.ts';
import { PROCESS_COMMANDS } from '../commands/commands.ts';
import { ariaShortcuts, formatShortcut } from '../commands/shortcuts.ts';
import { useStores, useView } from '../state/stores.tsx';
import { SafeName } from '../text/SafeText.tsx';
import { focusTable } from '../table/focusTable.ts';
import { useText } from '../words/language.tsx';
import { useCommandStates } from './useCommandStates.ts';

interface ProcessMenuProps {
  /** px in the window; null: closed. */
  readonly place: { readonly x: number; readonly y: number } | null;
  readonly onClose: () => void;
}

/** The context menu of the selected process. One for the whole table, opened at a place; not modal, see ColumnChooser. */
export function ProcessMenu({ place, onClose }: ProcessMenuProps): ReactNode {
  const stores = useStores();
  const selected = useView((state) => state.selected);
  const say = useText();
  const stateOf = useCommandStates();
  const isOpen = place !== null && selected !== null;
  useEffect(() => (isOpen ? stores.calm.hold() : undefined), [isOpen, stores]);
  if (place === null || selected === null) return null;
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(isNowOpen) => isNowOpen || onClose()}>
      <DropdownMenu.Trigger asChild>
        <span className="menu-anchor" style={{ left: place.x, top: place.y }} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Content
        className="menu"
        align="start"
        collisionPadding={8}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          focusTable();
        }}
      >
        <DropdownMenu.Label className="menu-label">
          {isGroupRow(selected) ? (
            say(selected.group.label)
          ) : (
            <>
              <SafeName name={selected.values.comm} /> {selected.id.pid}
            </>
          )}
        </DropdownMenu.Label>
        {PROCESS_COMMANDS.map((command) => {
          const { label, reason } = stateOf(command);
          const shortcut = command.shortcuts[0];
          return (
            <DropdownMenu.Item
              key={command.id}
              className={`item${command.isDangerous === true ? ' danger' : ''}`}
              aria-disabled={reason !== null}
              aria-keyshortcuts={ariaShortcuts(command)}
              data-command={command.id}
              onSelect={(event) => {
                if (reason === null) runCommand(command, contextOf(stores));
                else event.preventDefault();
              }}
            >
              <span>
                <span className="item-name">{label}</span>
                {reason !== null && <span className="item-help">{reason}</span>}
              </span>
              {shortcut !== undefined && <kbd aria-hidden="true">{formatShortcut(shortcut)}</kbd>}
            </DropdownMenu.Item>
          );
        })}
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}
