import { Settings } from 'lucide-react';
import type { ReactNode } from 'react';
import { contextOf, runCommand } from '../commands/command.ts';
import { openSettings } from '../commands/openSettings.ts';
import { ariaShortcuts, formatShortcut } from '../commands/shortcuts.ts';
import { useStores } from '../state/stores.tsx';
import { useText } from '../words/language.tsx';

/** Opens the settings. */
export function SettingsButton(): ReactNode {
  const stores = useStores();
  const say = useText();
  const label = say(openSettings.label);
  return (
    <button
      type="button"
      className="button icon"
      aria-label={label}
      aria-keyshortcuts={ariaShortcuts(openSettings)}
      data-command={openSettings.id}
      data-tip="text"
      data-reason={`${label} (${formatShortcut(openSettings.shortcuts[0]!)})`}
      onClick={() => runCommand(openSettings, contextOf(stores))}
    >
      <Settings size={14} aria-hidden="true" />
    </button>
  );
}
