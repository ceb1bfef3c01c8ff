import type { ReactNode } from 'react';
import { formatCount } from '../../shared/fields/format.ts';
import type { Suggestion } from '../../shared/query/completeQuery.ts';
import { useLanguage, useText } from '../words/language.tsx';

export const SUGGESTIONS = 'filter-suggestions';
export const suggestionId = (index: number): string => `${SUGGESTIONS}-${index}`;

interface FilterSuggestionsProps {
  readonly suggestions: readonly Suggestion[];
  /** -1: none. */
  readonly active: number;
  readonly label: string;
  readonly onChoose: (suggestion: Suggestion) => void;
}

/** What may stand where the cursor is; the focus stays in the box. */
export function FilterSuggestions({ suggestions, active, label, onChoose }: FilterSuggestionsProps): ReactNode {
  return (
    <div id={SUGGESTIONS} role="listbox" aria-label={label} className="menu suggestions">
      {suggestions.map((suggestion, index) => (
        <div
          key={suggestion.insert}
          id={suggestionId(index)}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          className="suggestion"
          onPointerDown={(event) => {
            event.preventDefault();
            onChoose(suggestion);
          }}
        >
          <code>{suggestion.insert}</code>
          <About suggestion={suggestion} />
        </div>
      ))}
    </div>
  );
}

function About({ suggestion: { about } }: { readonly suggestion: Suggestion }): ReactNode {
  const language = useLanguage();
  const say = useText();
  return <span className="dim">{about.kind === 'field' ? say(about.field.header) : formatCount(about.count, language)}</span>;
}
