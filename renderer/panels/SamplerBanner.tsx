import type { ReactNode } from 'react';
import { visibleName } from '../../shared/process/visibleText.ts';
import { useLink } from '../state/stores.tsx';
import { useWords } from '../words/language.tsx';
import { AsOf } from './AsOf.tsx';

/** That the engine lives and its sampler does not: how old the table is, and a way to begin anew. */
export function SamplerBanner(): ReactNode {
  const failure = useLink(({ phase, status }) => (phase.kind === 'live' ? (status?.failure ?? null) : null));
  const client = useLink((state) => state.client);
  const words = useWords().sampler;
  if (failure === null) return null;
  return (
    <div className="banner" role="alert">
      <p>
        {failure.kind === 'stalled' ? words.stalled : words[failure.kind](visibleName(failure.message))} <AsOf />
      </p>
      {failure.kind !== 'failed' && (
        <button type="button" className="button" onClick={() => void client?.request('restartSampler', {})}>
          {words.restart}
        </button>
      )}
    </div>
  );
}
