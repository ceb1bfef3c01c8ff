import { Search, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { FILTER_BOX } from '../commands/find.ts';
import { useStores, useView } from '../state/stores.tsx';
import { focusTable } from '../table/focusTable.ts';
import { useWords } from '../words/language.tsx';

/** Escape clears it, and leaves it when it is empty; ↓ and Enter go to the table. */
export function FilterBox(): ReactNode {
  const filter = useView((state) => state.filter);
  const { view } = useStores();
  const words = useWords();
  return (
    <div className="filter" role="search">
      <Search size={14} aria-hidden="true" />
      <input
        id={FILTER_BOX}
        type="text"
        spellCheck={false}
        autoComplete="off"
        aria-label={words.filter.label}
        aria-keyshortcuts="/"
        placeholder={words.filter.placeholder}
        value={filter}
        onChange={({ target }) => view.filterBy(target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Escape') {
            if (filter === '') event.currentTarget.blur();
            else view.filterBy('');
          } else if (event.key === 'ArrowDown' || event.key === 'Enter') {
            event.preventDefault();
            focusTable();
          }
        }}
      />
      {filter === '' ? (
        <kbd aria-hidden="true">/</kbd>
      ) : (
        <button type="button" className="clear" aria-label={words.filter.clear} onClick={() => view.filterBy('')}>
          <X size={14} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}
