import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStores, useView } from '../state/stores.tsx';
import { useText, useWords } from '../words/language.tsx';
import type { Column } from './columns.ts';

/** Column names; a click sorts. */
export function HeaderRow({ columns }: { readonly columns: readonly Column[] }): ReactNode {
  const sort = useView((state) => state.sort);
  const { view } = useStores();
  const words = useWords();
  const say = useText();
  return (
    <div role="row" aria-rowindex={1} className="row header">
      {columns.map(({ field, isTree, isNumeric }) => {
        const direction = sort.fieldId === field.id ? sort.direction : null;
        const Arrow = direction === 'descending' ? ArrowDown : ArrowUp;
        return (
          <div
            key={field.id}
            role="columnheader"
            className={`cell${isTree ? ' tree' : ''}${isNumeric ? ' numeric' : ''}`}
            aria-sort={direction ?? 'none'}
            data-tip="field"
            data-field={field.id}
          >
            <button type="button" className="sort" onClick={() => view.sortBy(field)}>
              <span className="column-name">{isTree ? words.process : say(field.header)}</span>
              {direction !== null && <Arrow size={12} aria-hidden="true" />}
            </button>
          </div>
        );
      })}
    </div>
  );
}
