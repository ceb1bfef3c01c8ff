import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { type Field, valueOf } from '../../shared/fields/field.ts';
import { kill } from '../commands/kill.ts';
import { resume } from '../commands/resume.ts';
import { suspend } from '../commands/suspend.ts';
import { terminate } from '../commands/terminate.ts';
import type { Row } from '../../shared/process/row.ts';
import { isZombie } from '../../shared/process/stat.ts';
import { useHasEnded, useProcesses, useStores } from '../state/stores.tsx';
import { DASH, fieldText, unknownReason } from '../text/fieldText.ts';
import { SafeName, SafeText } from '../text/SafeText.tsx';
import { useLanguage, useText, useWords } from '../words/language.tsx';
import { CommandButton } from './CommandButton.tsx';
import { CommandLine } from './CommandLine.tsx';
import { ExplanationCard } from './ExplanationCard.tsx';
import { FindingNotes } from './FindingNotes.tsx';
import { Lineage } from './Lineage.tsx';
import { OrphanNote } from './OrphanNote.tsx';
import { ProcessSettings } from './ProcessSettings.tsx';
import { ZombieNote } from './ZombieNote.tsx';

interface DetailsProps {
  /** As last seen: it may have ended. */
  readonly row: Row;
  readonly fields: readonly Field[];
}

/** One process: explained first, listed afterwards. */
export function Details({ row, fields }: DetailsProps): ReactNode {
  const hasEnded = useHasEnded(row.key);
  const { view } = useStores();
  const words = useWords();
  return (
    <aside className={`details${hasEnded ? ' ended' : ''}`} aria-label={words.details.label}>
      <div className="details-head">
        <h2>
          <SafeName name={row.values.comm} /> <span className="dim">{row.id.pid}</span>
        </h2>
        <button type="button" className="icon-button" aria-label={words.details.close} onClick={() => view.select(null)}>
          <X size={16} aria-hidden="true" />
        </button>
      </div>
      {hasEnded && (
        <p className="ended-note" role="status">
          {words.details.ended}
        </p>
      )}
      <div className="actions">
        <CommandButton command={terminate} />
        <CommandButton command={kill} />
        <CommandButton command={row.values.state === 'T' ? resume : suspend} />
      </div>
      <Lineage row={row} />
      {!hasEnded && <OrphanNote row={row} />}
      {!hasEnded && <FindingNotes row={row} />}
      {isZombie(row.values) && !hasEnded && <ZombieNote row={row} />}
      <ExplanationCard row={row} />
      <CommandLine row={row} />
      {!hasEnded && <ProcessSettings row={row} />}
      <section>
        <h3>{words.details.values}</h3>
        <dl className="values">
          {fields
            .filter(({ id }) => id !== 'args')
            .map((field) => (
              <Value key={field.id} field={field} row={row} />
            ))}
        </dl>
      </section>
    </aside>
  );
}

function Value({ field, row }: { readonly field: Field; readonly row: Row }): ReactNode {
  const clock = useProcesses((state) => state.clock);
  const capabilities = useProcesses((state) => state.capabilities);
  const words = useWords();
  const language = useLanguage();
  const say = useText();
  const value = valueOf(field, row.values, clock);
  return (
    <>
      <dt data-tip="field" data-field={field.id}>
        {say(field.header)}
      </dt>
      <dd>
        {value === null ? (
          <>
            {DASH} <span className="reason">{words.unknown[unknownReason(field, row, capabilities)]}</span>
          </>
        ) : (
          <SafeText text={fieldText(field, value, language, 'long')} />
        )}
      </dd>
    </>
  );
}
