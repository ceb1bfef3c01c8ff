import { Columns3 } from 'lucide-react';
import { Popover } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import type { Field } from '../../shared/fields/field.ts';
import type { Language } from '../../shared/words/text.ts';
import { TREE_COLUMN } from '../state/viewStore.ts';
import { useStores, useView } from '../state/stores.tsx';
import { useLanguage, useText, useWords } from '../words/language.tsx';
import { ColumnSets } from './ColumnSets.tsx';

/** Every field there is, to be found and shown or not. Not modal: Radix's scroll lock would put a style tag into the page, which the CSP refuses. */
export function ColumnChooser({ fields }: { readonly fields: readonly Field[] }): ReactNode {
  const columns = useView((state) => state.columns);
  const { view } = useStores();
  const words = useWords();
  const say = useText();
  const language = useLanguage();
  const [wanted, setWanted] = useState('');
  const found = fields.filter((field) => field.id !== TREE_COLUMN && isFound(field, wanted, language));
  return (
    <Popover.Root modal={false} onOpenChange={() => setWanted('')}>
      <Popover.Trigger className="button">
        <Columns3 size={14} aria-hidden="true" />
        {words.columns.button}
      </Popover.Trigger>
      <Popover.Content className="menu columns" align="end" sideOffset={6} collisionPadding={8} aria-label={words.columns.title}>
        <ColumnSets />
        <input
          type="search"
          className="menu-filter"
          value={wanted}
          placeholder={words.columns.find}
          aria-label={words.columns.find}
          onChange={(event) => setWanted(event.target.value)}
        />
        {found.length === 0 && (
          <p className="item-help" role="status">
            {words.columns.noneFound}
          </p>
        )}
        {found.map((field) => (
          <label key={field.id} className="item">
            <input type="checkbox" checked={columns.includes(field.id)} onChange={() => view.toggleColumn(field.id)} aria-describedby={`help-${field.id}`} />
            <span>
              <span className="item-name">{say(field.header)}</span>
              <span id={`help-${field.id}`} className="item-help">
                {say(field.help)}
                {field.isDear === true && ` ${words.columns.dear}`}
              </span>
            </span>
          </label>
        ))}
      </Popover.Content>
    </Popover.Root>
  );
}

/** Whether the words typed occur in the field's id, name or help. */
function isFound({ id, header, help }: Field, wanted: string, language: Language): boolean {
  const text = `${id} ${header[language]} ${help[language]}`.toLowerCase();
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
