import type { ReactNode } from 'react';
import { useLink, useProcesses, useStores } from '../state/stores.tsx';
import { useWords } from '../words/language.tsx';

/** Why there are no rows: not connected, not read yet, or none that matches. */
export function EmptyTable(): ReactNode {
  const isLoaded = useProcesses((state) => state.capabilities !== null);
  const phase = useLink((state) => state.phase.kind);
  const hasClient = useLink((state) => state.client !== null);
  const { view } = useStores();
  const words = useWords();
  if (!isLoaded) {
    return <div className="empty">{phase === 'connecting' && <p role="status">{hasClient ? words.table.loading : words.connection.connecting}</p>}</div>;
  }
  return (
    <div className="empty">
      <p role="status">{words.table.noMatch}</p>
      <button type="button" className="button" onClick={() => view.showAll()}>
        {words.table.showAll}
      </button>
    </div>
  );
}
