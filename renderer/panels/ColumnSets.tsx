import { X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { visibleText } from '../../shared/process/visibleText.ts';
import { columnSetsNow } from '../choices/columnChoices.ts';
import { contextOf } from '../commands/command.ts';
import { LONGEST_NAME, withColumnSet } from '../../shared/settings/columnSets.ts';
import { useSettings, useStores, useView } from '../state/stores.tsx';
import { SafeText } from '../text/SafeText.tsx';
import { useLanguage, useWords } from '../words/language.tsx';

/** Sets of columns to show at a click, and the present one to be saved by a name. */
export function ColumnSets(): ReactNode {
  const stores = useStores();
  const columns = useView((state) => state.columns);
  const widths = useView((state) => state.widths);
  const sets = useSettings(({ values }) => values.columnSets);
  const words = useWords().columns;
  const language = useLanguage();
  const [name, setName] = useState('');
  return (
    <div className="column-sets">
      <div className="column-set-list" role="group" aria-label={words.sets}>
        {columnSetsNow(contextOf(stores), language).map(({ set, isOwn }) => (
          <span key={`${isOwn} ${set.name}`} className="column-set">
            <button
              type="button"
              className="chip"
              aria-pressed={set.columns.join() === columns.join()}
              onClick={() => stores.view.showColumns(set.columns, set.widths)}
            >
              <SafeText text={set.name} />
            </button>
            {isOwn && (
              <button
                type="button"
                className="icon-button"
                aria-label={words.removeSet(visibleText(set.name))}
                onClick={() => stores.settings.change({ columnSets: sets.filter(({ name: other }) => other !== set.name) })}
              >
                <X size={12} aria-hidden="true" />
              </button>
            )}
          </span>
        ))}
      </div>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          stores.settings.change({ columnSets: withColumnSet(sets, { name, columns, widths: Object.fromEntries(widths) }) });
          setName('');
        }}
      >
        <input
          type="text"
          value={name}
          maxLength={LONGEST_NAME}
          placeholder={words.setName}
          aria-label={words.setName}
          onChange={({ target }) => setName(target.value)}
        />
        <button type="submit" className="button" disabled={name.trim() === ''}>
          {words.saveSet}
        </button>
      </form>
      <p className="item-help">{words.how}</p>
    </div>
  );
}
