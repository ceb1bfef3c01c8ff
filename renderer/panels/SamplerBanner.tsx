import type { ReactNode } from 'react';
import { formatNumber } from '../../shared/fields/format.ts';
import { visibleName } from '../../shared/process/visibleText.ts';
import { useLink, useProcesses } from '../state/stores.tsx';
import { useLanguage, useWords } from '../words/language.tsx';

/** That the engine lives and its sampler does not: how old the table is, and a way to begin anew. */
export function SamplerBanner(): ReactNode {
  const failure = useLink(({ phase, status }) => (phase.kind === 'live' ? (status?.failure ?? null) : null));
  const client = useLink((state) => state.client);
  const takenAt = useProcesses((state) => state.clock.takenAt);
  const words = useWords().sampler;
  const language = useLanguage();
  if (failure === null) return null;
  return (
    <div className="banner" role="alert">
      <p>
        {failure.kind === 'stalled' ? words.stalled : words[failure.kind](visibleName(failure.message))}{' '}
        {words.age(formatNumber({ unit: 'epochMs' }, takenAt, language))}
      </p>
      {failure.kind !== 'failed' && (
        <button type="button" className="button" onClick={() => void client?.request('restartSampler', {})}>
          {words.restart}
        </button>
      )}
    </div>
  );
}
