import type { ReactNode } from 'react';
import type { Change, ChangeKind, ProcessSettings as Settings } from '../../shared/process/change.ts';
import { CHANGE_KINDS, formatSetting } from '../../shared/process/change.ts';
import type { Row } from '../../shared/process/row.ts';
import { SETTING_NAMES } from '../../shared/words/changeWords.ts';
import { changeSettings } from '../commands/changeSettings.ts';
import { CommandButton } from '../panels/CommandButton.tsx';
import { useText, useWords } from '../words/language.tsx';
import { Unknown } from './Unknown.tsx';
import { useProcessSettings } from './useProcessSettings.ts';

/** What can be changed of a process, as it is now. */
export function ProcessSettings({ row }: { readonly row: Row }): ReactNode {
  const words = useWords();
  const say = useText();
  const settings = useProcessSettings(row);
  if (settings === null) return null;
  return (
    <section>
      <h3>{words.settings.title}</h3>
      <dl className="values">
        {CHANGE_KINDS.map((kind) => {
          const setting = settingOf(settings, kind);
          return (
            <div key={kind} className="pair">
              <dt>{say(SETTING_NAMES[kind])}</dt>
              <dd>
                {setting === null ? <Unknown reason={settings.unknown[kind] ?? 'unsupported'} /> : formatSetting(setting)}
                {settings.mixed.includes(kind) && <span className="reason"> {words.settings.mixed}</span>}
              </dd>
            </div>
          );
        })}
      </dl>
      <div className="actions">
        <CommandButton command={changeSettings} />
      </div>
    </section>
  );
}

/** A setting as the change that would set it; null where it is unknown. */
function settingOf(settings: Settings, kind: ChangeKind): Change | null {
  switch (kind) {
    case 'nice':
      return settings.nice === null ? null : { kind, nice: settings.nice };
    case 'ioPriority':
      return settings.ioPriority === null ? null : { kind, ...settings.ioPriority };
    case 'affinity':
      return settings.cpus === null ? null : { kind, cpus: settings.cpus };
    case 'oomScoreAdjust':
      return settings.oomScoreAdjust === null ? null : { kind, adjust: settings.oomScoreAdjust };
    default:
      return kind satisfies never;
  }
}
