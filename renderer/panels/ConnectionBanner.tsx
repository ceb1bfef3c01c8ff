import type { ReactNode } from 'react';
import { useLink, useStores } from '../state/stores.tsx';
import { useWords } from '../words/language.tsx';

/** What is wrong with the connection, and what to do; nothing while all is well. */
export function ConnectionBanner(): ReactNode {
  const phase = useLink((state) => state.phase);
  const trouble = useLink((state) => state.trouble);
  const { link } = useStores();
  const words = useWords();
  if (phase.kind === 'live' || (phase.kind === 'connecting' && trouble === null)) return null;
  return (
    <div className={`banner${phase.kind === 'refused' ? ' refused' : ''}`} role="alert">
      {phase.kind === 'refused' && (
        <p>
          <b>{phase.why === 'missing' ? words.connection.missing : words.connection.refused}</b> {words.connection.refusedHelp}
        </p>
      )}
      {phase.kind === 'lost' && (
        <p>
          {phase.why === 'busy' ? words.connection.busy : words.connection.lost} {words.connection.retrying}
        </p>
      )}
      {trouble !== null && <p>{words.connection.trouble(trouble)}</p>}
      {phase.kind === 'lost' && (
        <button type="button" className="button" onClick={() => link.retry()}>
          {words.connection.retry}
        </button>
      )}
    </div>
  );
}
