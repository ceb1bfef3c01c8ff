import type { ReactNode } from 'react';
import { formatCount } from '../../shared/fields/format.ts';
import type { EngineStatus } from '../../shared/transport/contract.ts';
import type { Lines } from '../state/lines.ts';
import { useActionLog, useLink, useProcesses, useStores, useView } from '../state/stores.tsx';
import { formatSeconds } from '../text/formatSeconds.ts';
import type { Words } from '../words/en.ts';
import { useLanguage, useWords } from '../words/language.tsx';
import { OrderMark } from './OrderMark.tsx';
import { OwnCost } from './OwnCost.tsx';

const SYSTEMS: Readonly<Record<string, string>> = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' };

/** Owns up: how often, at what cost, from where, how sure, and how much of the whole is seen. */
export function StatusBar({ lines }: { readonly lines: Lines }): ReactNode {
  const capabilities = useProcesses((state) => state.capabilities);
  const total = useProcesses((state) => state.totals.processes);
  const status = useLink((state) => state.status);
  const words = useWords();
  const language = useLanguage();
  return (
    <footer className="status" aria-label={words.status.label}>
      {status !== null && (
        <span className={status.slowed.length > 0 ? 'slowed' : ''}>{describePace(status, words, formatSeconds(status.interval, language))}</span>
      )}
      <OwnCost />
      {status?.sampleCost !== null && status?.sampleCost !== undefined && (
        <span>{words.status.cost(`${formatCount(Math.round(status.sampleCost * 10) / 10, language)} ms`)}</span>
      )}
      {capabilities !== null && (
        <>
          <span>
            {SYSTEMS[capabilities.platform] ?? capabilities.platform}, {capabilities.provider === 'linux' ? '/proc' : capabilities.provider}
          </span>
          <span>{capabilities.identity === 'pidfd' ? words.status.pidfd : words.status.recheck}</span>
        </>
      )}
      <MarksAndActions />
      {capabilities !== null && (
        <span className="shown">
          <OrderMark isInOrder={lines.isInOrder} />
          {lines.matching !== null && `${words.status.matching(formatCount(lines.matching, language))} · `}
          {words.status.shown(formatCount(lines.shown, language), formatCount(total, language))}
        </span>
      )}
    </footer>
  );
}

/** How many rows are marked, and what was done. */
function MarksAndActions(): ReactNode {
  const marks = useView((state) => state.marks.size);
  const actions = useActionLog((state) => state.actions.length);
  const { view } = useStores();
  const words = useWords();
  const language = useLanguage();
  return (
    <>
      {marks > 0 && (
        <span className="marks">
          {words.status.marked(formatCount(marks, language))}{' '}
          <button type="button" className="link" onClick={() => view.clearMarks()}>
            {words.status.clearMarks}
          </button>
        </span>
      )}
      {actions > 0 && (
        <button type="button" className="link" onClick={() => view.openLog(true)}>
          {words.status.actions(formatCount(actions, language))}
        </button>
      )}
    </>
  );
}

/** How often, and why less often than usual. */
function describePace({ slowed }: EngineStatus, words: Words, interval: string): string {
  const every = words.status.interval(interval);
  return slowed.length === 0 ? every : words.status.because(every, slowed.map((reason) => words.status.slowed[reason]).join(words.strip.comma));
}
