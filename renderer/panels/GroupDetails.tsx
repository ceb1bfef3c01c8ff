import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { type Field, valueOf } from '../../shared/fields/field.ts';
import { formatCount } from '../../shared/fields/format.ts';
import type { GroupRow } from '../../shared/process/arrangement/groupRow.ts';
import { Resizer } from '../details/Resizer.tsx';
import { TREE_COLUMN } from '../state/viewStore.ts';
import { useProcesses, useStores } from '../state/stores.tsx';
import { fieldText } from '../text/fieldText.ts';
import { useLanguage, useText, useWords } from '../words/language.tsx';

/** Several processes at once: how many, what they take together, and a way to act on all of them. */
export function GroupDetails({ row, fields }: { readonly row: GroupRow; readonly fields: readonly Field[] }): ReactNode {
  const clock = useProcesses((state) => state.clock);
  const { view, processes } = useStores();
  const words = useWords();
  const language = useLanguage();
  const say = useText();
  const { label, members } = row.group;
  const totals = fields.flatMap((field) => {
    const value = field.id === TREE_COLUMN || 'aggregate' in field ? null : valueOf(field, row.values, clock);
    return typeof value === 'number' && field.kind === 'number' && field.isName !== true ? [{ field, value }] : [];
  });
  return (
    <aside className="details" aria-label={words.group.label}>
      <Resizer />
      <div className="details-head">
        <h2>{say(label)}</h2>
        <button type="button" className="icon-button" aria-label={words.details.close} onClick={() => view.select(null)}>
          <X size={16} aria-hidden="true" />
        </button>
      </div>
      <p>{words.group.count(formatCount(members.length, language))}</p>
      <p className="dim">{words.group.hint}</p>
      <div className="actions">
        <button
          type="button"
          className="button"
          disabled={members.length === 0}
          onClick={() => {
            const { rows } = processes.getState();
            view.mark(members.flatMap((key) => rows.get(key) ?? []));
          }}
        >
          {words.group.markAll}
        </button>
      </div>
      <section>
        <h3>{words.group.totals}</h3>
        <dl className="values">
          {totals.map(({ field, value }) => (
            <Total key={field.id} name={say(field.header)} value={fieldText(field, value, language, 'long')} />
          ))}
        </dl>
      </section>
    </aside>
  );
}

function Total({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
