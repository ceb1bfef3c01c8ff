import { type ReactNode, useRef } from 'react';
import { entryOf, isDefault, type SettingId } from '../../shared/settings/registry.ts';
import { useSettings } from '../state/stores.tsx';
import { useText, useWords } from '../words/language.tsx';
import { SettingControl } from './SettingControl.tsx';

/** One setting: its name, what it does, its control, and the way back to the default where it has left that. */
export function SettingRow({ id, onReset }: { readonly id: SettingId; readonly onReset: () => void }): ReactNode {
  const value = useSettings(({ values }) => values[id]);
  const words = useWords().preferences;
  const say = useText();
  const row = useRef<HTMLDivElement>(null);
  const entry = entryOf(id);
  if (entry === null) return null;
  const isUsual = isDefault(id, value);
  return (
    <div ref={row} className="settings-row" data-setting={id}>
      <div className="settings-text">
        <span id={`setting-${id}`} className="item-name">
          {say(entry.label)}
        </span>
        <span id={`setting-help-${id}`} className="item-help">
          {say(entry.help)}
        </span>
      </div>
      <SettingControl id={id} control={entry.control} />
      <button
        type="button"
        className={`link settings-reset${isUsual ? ' usual' : ''}`}
        aria-label={words.reset(say(entry.label))}
        onClick={() => {
          onReset();
          // The button goes away with what it takes back.
          row.current?.querySelector<HTMLElement>('input:checked, input')?.focus();
        }}
      >
        {words.resetShort}
      </button>
    </div>
  );
}
