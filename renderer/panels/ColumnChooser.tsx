import { Check, Columns3 } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import type { Field } from '../../shared/fields/field.ts';
import { TREE_COLUMN } from '../state/viewStore.ts';
import { useStores, useView } from '../state/stores.tsx';
import { useText, useWords } from '../words/language.tsx';

/** Every field there is, to be shown or not. Not modal: Radix's scroll lock would put a style tag into the page, which the CSP refuses. */
export function ColumnChooser({ fields }: { readonly fields: readonly Field[] }): ReactNode {
  const columns = useView((state) => state.columns);
  const { view } = useStores();
  const words = useWords();
  const say = useText();
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="button">
        <Columns3 size={14} aria-hidden="true" />
        {words.columns.button}
      </DropdownMenu.Trigger>
      <DropdownMenu.Content className="menu columns" align="end" sideOffset={6} collisionPadding={8} aria-label={words.columns.title}>
        {fields
          .filter(({ id }) => id !== TREE_COLUMN)
          .map((field) => (
            <DropdownMenu.CheckboxItem
              key={field.id}
              className="item"
              checked={columns.includes(field.id)}
              onCheckedChange={() => view.toggleColumn(field.id)}
              onSelect={(event) => event.preventDefault()}
            >
              <span className="check">
                <DropdownMenu.ItemIndicator>
                  <Check size={14} aria-hidden="true" />
                </DropdownMenu.ItemIndicator>
              </span>
              <span>
                <span className="item-name">{say(field.header)}</span>
                <span className="item-help">{say(field.help)}</span>
              </span>
            </DropdownMenu.CheckboxItem>
          ))}
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}
