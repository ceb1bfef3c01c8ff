import { type ReactNode, useEffect } from 'react';
import { useLink, useProcesses, useStores, useView } from '../state/stores.tsx';
import { SafeText } from '../text/SafeText.tsx';
import { useWords } from '../words/language.tsx';

/** Why there are no rows: not connected, not read yet, or none that matches. */
export function EmptyTable(): ReactNode {
  const isLoaded = useProcesses((state) => state.capabilities !== null);
  const phase = useLink((state) => state.phase.kind);
  const hasClient = useLink((state) => state.client !== null);
  const words = useWords();
  if (isLoaded) return <NoMatch />;
  return (
    <div className="empty">
      {phase === 'connecting' && (
        <>
          <p role="status">{hasClient ? words.table.loading : words.connection.connecting}</p>
          <div className="skeleton" aria-hidden="true">
            {SKELETON.map((width) => (
              <span key={width} style={{ width: `${width}%` }} />
            ))}
          </div>
        </>
      )}
    </div>
  );
}

/** Lines where rows will be, in percent. */
const SKELETON = [42, 66, 58, 71, 35, 62];

/** Says what lets nothing through; Escape, or a click, takes it away. */
function NoMatch(): ReactNode {
  const { view } = useStores();
  const words = useWords().table;
  const { filter, query, stateGroup } = useView((state) => state);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const isElsewhere = event.target instanceof Element && event.target.closest('input, dialog, [role="menu"], .details') !== null;
      if (event.key !== 'Escape' || event.defaultPrevented || isElsewhere) return;
      event.preventDefault();
      view.showAll();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [view]);
  const text = filter.trim();
  const isFiltered = query !== null && text !== '';
  const reason =
    stateGroup === null
      ? isFiltered
        ? words.noMatchOf(text)
        : words.noMatch
      : isFiltered
        ? words.noneInStateOf(stateGroup, text)
        : words.noneInState(stateGroup);
  return (
    <div className="empty">
      <p role="status">
        <SafeText text={reason} />
      </p>
      <button type="button" className="button" onClick={() => view.showAll()}>
        {words.showAll} <kbd aria-hidden="true">Esc</kbd>
      </button>
    </div>
  );
}
