import type { ReactNode } from 'react';
import { useLink, useProcesses, useStores } from '../state/stores.tsx';
import { useLanguage, useWords } from '../words/language.tsx';

/** What is wrong with the connection or with the samples, how old what is seen is, and what to do; nothing while all is well. */
export function ConnectionBanner(): ReactNode {
  const phase = useLink((state) => state.phase);
  const trouble = useLink((state) => state.trouble);
  const failure = useLink(({ status }) => status?.failure ?? null);
  const isSilent = useLink((state) => state.isSilent);
  const { link } = useStores();
  const words = useWords().connection;
  const isStopped = phase.kind === 'live' && (isSilent || failure !== null);
  if ((phase.kind === 'live' && !isStopped) || (phase.kind === 'connecting' && trouble === null)) return null;
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
      {isStopped && (
        <p>
          {failure === null ? words.silent : words.failed(failure)} <AsOf />
        </p>
      )}
      {trouble !== null && <p>{words.trouble(trouble)}</p>}
      {(phase.kind === 'lost' || isStopped) && (
        <button type="button" className="button" onClick={() => link.retry()}>
          {words.retry}
        </button>
      )}
    </div>
  );
}

/** When what is seen was read. */
function AsOf(): ReactNode {
  const takenAt = useProcesses(({ clock, capabilities }) => (capabilities === null ? null : clock.takenAt));
  const words = useWords().connection;
  const language = useLanguage();
  if (takenAt === null) return null;
  const time = new Intl.DateTimeFormat(language === 'zh' ? 'zh-Hans' : 'en', { timeStyle: 'medium', hourCycle: 'h23' });
  return words.asOf(time.format(takenAt));
}
