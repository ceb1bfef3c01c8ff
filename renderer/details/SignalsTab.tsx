import type { ReactNode } from 'react';
import type { Row } from '../../shared/process/row.ts';
import type { SignalName } from '../../shared/process/signals.ts';
import { useHasEnded } from '../state/stores.tsx';
import { useWords } from '../words/language.tsx';
import { useProcessSettings } from './useProcessSettings.ts';

/** The kinds of handling that are told, in this order. */
const HANDLINGS = ['pending', 'ignored', 'blocked', 'caught'] as const;

/** What a process has made of its signals, by name. */
export function SignalsTab({ row }: { readonly row: Row }): ReactNode {
  const words = useWords();
  const settings = useProcessSettings(row);
  const hasEnded = useHasEnded(row.key);
  const { signals: title, handling: names, handlingHelp, none, ignoresTerm } = words.settings;
  const signals = settings?.signals ?? null;
  return (
    <section>
      <h3>{title}</h3>
      {settings === null && <p className="dim">{hasEnded ? words.disabled.ended : words.details.reading}</p>}
      {settings !== null && signals === null && <p className="reason">{words.unknown[settings.unknown['signals'] ?? 'unsupported']}</p>}
      {signals !== null && (
        <dl className="values signals">
          {HANDLINGS.map((handling) => (
            <div key={handling} className="pair">
              <dt>{names[handling]}</dt>
              <dd>
                {signals[handling].length === 0 ? none : <Names of={signals[handling]} />}
                <p className="reason">{handlingHelp[handling]}</p>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {signals?.ignored.includes('SIGTERM') === true && <p className="note">{ignoresTerm}</p>}
    </section>
  );
}

function Names({ of }: { readonly of: readonly SignalName[] }): ReactNode {
  return (
    <ul className="names">
      {of.map((name) => (
        <li key={name}>
          <code>{name.replace(/^SIG/, '')}</code>
        </li>
      ))}
    </ul>
  );
}
