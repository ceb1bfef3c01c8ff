import { type ReactNode, useEffect, useState } from 'react';
import type { Change, ChangeKind, ProcessSettings as Settings, SettingsReading } from '../../shared/process/change.ts';
import { CHANGE_KINDS, formatSetting } from '../../shared/process/change.ts';
import type { ProcessId } from '../../shared/process/identity.ts';
import type { Row } from '../../shared/process/row.ts';
import type { SignalName } from '../../shared/process/signals.ts';
import { SETTING_NAMES } from '../../shared/words/changeWords.ts';
import { changeSettings } from '../commands/changeSettings.ts';
import { useHasEnded, useLink, useStores } from '../state/stores.tsx';
import { DASH } from '../text/fieldText.ts';
import { useText, useWords } from '../words/language.tsx';
import { CommandButton } from './CommandButton.tsx';

/** ms between two readings of a process that is looked at. */
const READ_EVERY = 5_000;
/** The kinds of handling that are told, in this order. */
const HANDLINGS = ['pending', 'ignored', 'blocked', 'caught'] as const;

/** What can be changed of a process, as it is now, and what it has made of its signals. */
export function ProcessSettings({ row }: { readonly row: Row }): ReactNode {
  const words = useWords();
  const say = useText();
  const settings = useSettings(row);
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
                {setting === null ? (
                  <>
                    {DASH} <span className="reason">{words.unknown[settings.unknown[kind] ?? 'unsupported']}</span>
                  </>
                ) : (
                  formatSetting(setting)
                )}
                {settings.mixed.includes(kind) && <span className="reason"> {words.settings.mixed}</span>}
              </dd>
            </div>
          );
        })}
      </dl>
      <div className="actions">
        <CommandButton command={changeSettings} />
      </div>
      <h3>{words.settings.signals}</h3>
      {settings.signals === null ? (
        <p className="reason">{words.unknown[settings.unknown['signals'] ?? 'unsupported']}</p>
      ) : (
        <dl className="values">
          {HANDLINGS.map((handling) => {
            const names: readonly SignalName[] = settings.signals![handling];
            return (
              <div key={handling} className="pair">
                <dt data-tip="text" data-reason={words.settings.handlingHelp[handling]}>
                  {words.settings.handling[handling]}
                </dt>
                <dd>{names.length === 0 ? words.settings.none : names.map((name) => name.replace(/^SIG/, '')).join(' ')}</dd>
              </div>
            );
          })}
        </dl>
      )}
      {settings.signals?.ignored.includes('SIGTERM') === true && <p className="note">{words.settings.ignoresTerm}</p>}
    </section>
  );
}

/** Read when the process is chosen, every few seconds, and when something was done; null until it is read, and when it has ended. */
function useSettings({ id, key }: Row): Settings | null {
  const client = useLink((state) => state.client);
  const hasEnded = useHasEnded(key);
  const { actionLog } = useStores();
  const [read, setRead] = useState<{ readonly key: string; readonly settings: Settings } | null>(null);
  const { pid, startTime, inode } = id;
  useEffect(() => {
    if (client === null || hasEnded) return;
    let isCurrent = true;
    const target: ProcessId = { pid, startTime, inode };
    const look = async (): Promise<void> => {
      const answer = await client.request('readSettings', { target });
      if (isCurrent && answer.ok) setRead(settingsIn(answer.value, key));
    };
    void look();
    const timer = setInterval(() => void look(), READ_EVERY);
    const unsubscribe = actionLog.subscribe(() => void look());
    return () => {
      isCurrent = false;
      unsubscribe();
      clearInterval(timer);
    };
  }, [client, actionLog, hasEnded, key, pid, startTime, inode]);
  return read?.key === key ? read.settings : null;
}

function settingsIn(reading: SettingsReading, key: string): { readonly key: string; readonly settings: Settings } | null {
  return reading.kind === 'read' ? { key, settings: reading.settings } : null;
}

/** A setting as the change that would set it; null where it is unknown. */
export function settingOf(settings: Settings, kind: ChangeKind): Change | null {
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
