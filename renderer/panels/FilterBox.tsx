import { ListTree, Search, X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { FIELDS } from '../../shared/fields/registry.ts';
import { completeQuery, type Suggestion } from '../../shared/query/completeQuery.ts';
import { describeQueryFault } from '../../shared/words/queryWords.ts';
import { FILTER_BOX } from '../commands/find.ts';
import { toggleDescendants } from '../commands/toggleDescendants.ts';
import { useStores, useView } from '../state/stores.tsx';
import { focusTable } from '../table/focusTable.ts';
import { useLanguage, useText, useWords } from '../words/language.tsx';
import { FilterColours } from './FilterColours.tsx';
import { FilterHelp } from './FilterHelp.tsx';
import { FilterSuggestions, suggestionId, SUGGESTIONS } from './FilterSuggestions.tsx';

const FAULT = 'filter-fault';

/**
 * The filter language, in colours, with suggestions and what is wrong. ↓ and ↑ choose a suggestion, Tab and Enter take it; Escape closes
 * the list, then clears the box, then leaves it; ↓ and Enter without a list go to the table.
 */
export function FilterBox(): ReactNode {
  const filter = useView((state) => state.filter);
  const fault = useView((state) => state.fault);
  const withDescendants = useView((state) => state.withDescendants);
  const { view, processes } = useStores();
  const say = useText();
  const words = useWords();
  const language = useLanguage();
  const input = useRef<HTMLInputElement>(null);
  const [cursor, setCursor] = useState<number | null>(null);
  const [active, setActive] = useState(-1);
  const [scrolled, setScrolled] = useState(0);

  const { rows, clock } = processes.getState();
  const { at, suggestions } = cursor === null ? { at: 0, suggestions: [] } : completeQuery(filter, cursor, FIELDS, rows.values(), clock);
  const isOpen = suggestions.length > 0;

  const closeList = (): void => {
    setCursor(null);
    setActive(-1);
  };
  const replaceBy = (text: string, cursorAt: number): void => {
    view.filterBy(text);
    setCursor(cursorAt);
    setActive(-1);
    // After React has put the new text in.
    requestAnimationFrame(() => input.current?.setSelectionRange(cursorAt, cursorAt));
  };
  const take = ({ insert, about }: Suggestion): void => {
    const rest = filter.slice(cursor ?? filter.length);
    const end = about.kind === 'value' && rest === '' ? ' ' : '';
    replaceBy(filter.slice(0, at) + insert + end + rest, at + insert.length + end.length);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    if (key === 'Escape') {
      if (isOpen) closeList();
      else if (filter === '') event.currentTarget.blur();
      else view.filterBy('');
    } else if (isOpen && (key === 'ArrowDown' || key === 'ArrowUp')) {
      event.preventDefault();
      const count = suggestions.length + 1;
      setActive(((active + 1 + (key === 'ArrowDown' ? 1 : -1) + count) % count) - 1);
    } else if (isOpen && ((key === 'Tab' && !event.shiftKey) || (key === 'Enter' && active >= 0))) {
      event.preventDefault();
      take(suggestions[Math.max(active, 0)]!);
    } else if (key === 'ArrowDown' || key === 'Enter') {
      event.preventDefault();
      closeList();
      focusTable();
    }
  };

  return (
    <div className="filter" role="search">
      <Search size={14} aria-hidden="true" />
      <div className="filter-text">
        <div className="filter-under" style={{ transform: `translateX(${-scrolled}px)` }}>
          <FilterColours text={filter} fault={fault} />
        </div>
        <input
          ref={input}
          id={FILTER_BOX}
          type="text"
          role="combobox"
          spellCheck={false}
          autoComplete="off"
          aria-label={words.filter.label}
          aria-keyshortcuts="/"
          aria-expanded={isOpen}
          aria-controls={isOpen ? SUGGESTIONS : undefined}
          aria-autocomplete="list"
          aria-activedescendant={active >= 0 ? suggestionId(active) : undefined}
          aria-invalid={fault !== null}
          aria-describedby={fault === null ? undefined : FAULT}
          placeholder={words.filter.placeholder}
          value={filter}
          onChange={({ target }) => {
            view.filterBy(target.value);
            setCursor(target.selectionStart);
            setActive(-1);
          }}
          onScroll={({ currentTarget }) => setScrolled(currentTarget.scrollLeft)}
          onBlur={closeList}
          onKeyDown={onKeyDown}
        />
      </div>
      {filter === '' ? (
        <kbd aria-hidden="true">/</kbd>
      ) : (
        <button type="button" className="clear" aria-label={words.filter.clear} onClick={() => view.filterBy('')}>
          <X size={14} aria-hidden="true" />
        </button>
      )}
      <button
        type="button"
        className="icon-button descendants"
        aria-label={say(toggleDescendants.label)}
        aria-pressed={withDescendants}
        data-command={toggleDescendants.id}
        data-tip="text"
        data-reason={words.filter.descendants}
        onClick={() => view.toggleDescendants()}
      >
        <ListTree size={14} aria-hidden="true" />
      </button>
      <FilterHelp
        onTry={(text) => {
          replaceBy(text, text.length);
          closeList();
        }}
      />
      {isOpen && <FilterSuggestions suggestions={suggestions} active={active} label={words.filter.suggestions} onChoose={take} />}
      {fault !== null && !isOpen && (
        <p key={filter} id={FAULT} role="status" className="filter-fault">
          {describeQueryFault(fault, language)}
        </p>
      )}
    </div>
  );
}
