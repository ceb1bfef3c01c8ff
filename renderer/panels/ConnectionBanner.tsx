import type { ReactNode } from 'react';
import { useLink, useStores } from '../state/stores.tsx';
import { useWords } from '../words/language.tsx';
import { AsOf } from './AsOf.tsx';

/** What is wrong with the connection, how old what is seen is, and what to do; nothing while all is well. */
export function ConnectionBanner(): ReactNode {
  const phase = useLink((state) => state.phase);
  const trouble = useLink((state) => state.trouble);
  const isSilent = useLink((state) => state.isSilent);
  const { link } = useStores();
  const words = useWords().connection;
  const hangs = phase.kind === 'live' && isSilent;
  if ((phase.kind === 'live' && !hangs) || (phase.kind === 'connecting' && trouble === null)) return null;
  return (
    <div className={`banner${phase.kind === 'refused' ? ' refused' : ''}`} role="alert">
      {phase.kind === 'refused' && (
        <p>
          <b>{phase.why === 'missing' ? words.missing : words.refused}</b> {words.refusedHelp}
        </p>
      )}
      {phase.kind === 'lost' && (
        <p>
          {phase.why === 'busy' ? words.busy : words.lost} {words.retrying} <AsOf />
        </p>
      )}
      {hangs && (
        <p>
          {words.silent} <AsOf />
        </p>
      )}
      {trouble !== null && <p>{words.trouble(trouble)}</p>}
      {(phase.kind === 'lost' || hangs) && (
        <button type="button" className="button" onClick={() => link.retry()}>
          {words.retry}
        </button>
      )}
    </div>
  );
}
