import type { ReactNode } from 'react';
import { formatCount, formatNumber } from '../../shared/fields/format.ts';
import type { Lines } from '../state/lines.ts';
import { useLink, useProcesses } from '../state/stores.tsx';
import { useLanguage, useWords } from '../words/language.tsx';

const SYSTEMS: Readonly<Record<string, string>> = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' };

/** Owns up: how often, at what cost, from where, how sure, and how much of the whole is seen. */
export function StatusBar({ lines }: { readonly lines: Lines }): ReactNode {
  const capabilities = useProcesses((state) => state.capabilities);
  const total = useProcesses((state) => state.totals.processes);
  const status = useLink((state) => state.status);
  const words = useWords();
  const language = useLanguage();
  const span = (ms: number): string => formatNumber({ unit: 'ms' }, ms, language);
  return (
    <footer className="status" aria-label={words.status.label}>
      {status !== null && <span>{words.status.interval(formatSeconds(status.interval, span))}</span>}
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
      {status?.failure !== null && status?.failure !== undefined && (
        <span className="failure" role="status">
          {words.status.failure(status.failure)}
        </span>
      )}
      {capabilities !== null && (
        <span className="shown">
          {lines.matching !== null && `${words.status.matching(formatCount(lines.matching, language))} · `}
          {words.status.shown(formatCount(lines.shown, language), formatCount(total, language))}
        </span>
      )}
    </footer>
  );
}

/** 1000 → `1 s`, 500 → `0.5 s`. */
function formatSeconds(ms: number, span: (ms: number) => string): string {
  return span(ms).replace(/[.,]0(?=\s)/, '');
}
