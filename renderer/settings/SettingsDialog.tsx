import { X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { entryOf, isDefault, SETTING_IDS, type SettingId, type SomeSettings } from '../../shared/settings/registry.ts';
import { SETTING_GROUPS } from '../../shared/settings/setting.ts';
import { useModal } from '../panels/useModal.ts';
import { useSettings, useStores, useView } from '../state/stores.tsx';
import { SafeText } from '../text/SafeText.tsx';
import { useLanguage, useText, useWords } from '../words/language.tsx';
import { describeNotice } from './describeNotice.ts';
import { SettingRow } from './SettingRow.tsx';

/** How Procession is set. Everything holds at once; there is nothing to confirm. */
export function SettingsDialog(): ReactNode {
  const isOpen = useView((state) => state.isSettingsOpen);
  return isOpen ? <OpenSettings /> : null;
}

/** What was reset last, and what it was. */
interface Reset {
  readonly ids: readonly SettingId[];
  readonly before: SomeSettings;
}

function OpenSettings(): ReactNode {
  const { view, settings } = useStores();
  const { values, isDesktop } = useSettings((state) => state);
  const words = useWords().preferences;
  const say = useText();
  const dialog = useModal();
  const [last, setLast] = useState<Reset | null>(null);
  const groupOf = (id: SettingId) => entryOf(id)?.group ?? null;
  const groups = SETTING_GROUPS.filter((group) => isDesktop || group !== 'desktop').map((group) => ({
    group,
    ids: SETTING_IDS.filter((id) => groupOf(id) === group),
  }));
  const changed = groups.flatMap(({ ids }) => ids).filter((id) => !isDefault(id, values[id]));
  const reset = (ids: readonly SettingId[]): void => {
    setLast({ ids, before: Object.fromEntries(ids.map((id) => [id, values[id]])) });
    settings.reset(ids);
  };
  return (
    <dialog
      ref={dialog}
      className="dialog settings"
      aria-labelledby="settings-title"
      onClose={({ currentTarget }) => currentTarget.open || view.openSettings(false)}
    >
      <div className="help-head">
        <h2 id="settings-title">{words.title}</h2>
        <button type="button" className="icon-button" aria-label={words.close} onClick={() => view.openSettings(false)}>
          <X size={16} aria-hidden="true" />
        </button>
      </div>
      <div className="settings-body">
        {groups.map(({ group, ids }) => (
          <section key={group} aria-labelledby={`settings-${group}`}>
            <h3 id={`settings-${group}`}>{words.groups[group]}</h3>
            {ids.map((id) => (
              <SettingRow key={id} id={id} onReset={() => reset([id])} />
            ))}
          </section>
        ))}
      </div>
      <div className="settings-foot">
        <p role="status">
          {last === null ? (
            <Place />
          ) : (
            <>
              {last.ids.length === 1 ? words.wasReset(say(entryOf(last.ids[0]!)!.label)) : words.wereReset(String(last.ids.length))}{' '}
              <button
                type="button"
                className="link"
                onClick={() => {
                  settings.change(last.before);
                  setLast(null);
                }}
              >
                {words.undo}
              </button>
            </>
          )}
        </p>
        <button type="button" className="button" disabled={changed.length === 0} onClick={() => reset(changed)}>
          {words.resetAll}
        </button>
      </div>
    </dialog>
  );
}

/** Where the settings are kept, or why they are not. */
function Place(): ReactNode {
  const { path, notice, refusal } = useSettings((state) => state);
  const all = useWords();
  const words = all.preferences;
  const language = useLanguage();
  if (refusal !== null) return words.refused(refusal);
  if (notice?.kind === 'unwritable' || notice?.kind === 'unreadable') return describeNotice(notice, all, language);
  return path === null ? (
    words.nowhere
  ) : (
    <>
      {words.place} <SafeText text={path} />
    </>
  );
}
