import type { ReactNode } from 'react';
import { formatNumber } from '../../shared/fields/format.ts';
import { ownCost } from '../../shared/process/ownCost.ts';
import { visibleName } from '../../shared/process/visibleText.ts';
import { useProcesses } from '../state/stores.tsx';
import { DASH } from '../text/fieldText.ts';
import { useLanguage, useWords } from '../words/language.tsx';

/** What Procession itself takes, all its processes together; which they are stands in the explanation. */
export function OwnCost(): ReactNode {
  const { capabilities, rows, tree } = useProcesses((state) => state);
  const words = useWords();
  const language = useLanguage();
  if (capabilities === null) return null;
  const { parts, cpuPercent, rss } = ownCost(capabilities.enginePid, rows, tree);
  const percent = (value: number | null): string => (value === null ? DASH : formatNumber({ unit: 'percent' }, value, language));
  const bytes = (value: number | null): string => (value === null ? DASH : formatNumber({ unit: 'bytes' }, value, language));
  const lines = parts.map(({ id, values }) =>
    words.status.part(visibleName(values.comm ?? '?'), String(id.pid), percent(values.cpuPercent), bytes(values.rss)),
  );
  return (
    <span
      tabIndex={0}
      className="own-cost"
      data-tip="text"
      data-reason={[words.status.ownCostHelp, ...(lines.length === 0 ? [words.status.ownUnknown] : lines)].join('\n')}
    >
      {words.status.ownCost} <b>{percent(cpuPercent)}</b> · {bytes(rss)}
    </span>
  );
}
