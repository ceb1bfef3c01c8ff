import type { ReactNode } from 'react';
import { formatNumber } from '../../shared/fields/format.ts';
import type { OwnPart } from '../../shared/process/ownCost.ts';
import { visibleName } from '../../shared/process/visibleText.ts';
import { useOwnCost, useSettings } from '../state/stores.tsx';
import { DASH } from '../text/fieldText.ts';
import { useLanguage, useWords } from '../words/language.tsx';

/** What Procession itself takes, all its processes together; which they are stands in the explanation. */
export function OwnCost(): ReactNode {
  const cost = useOwnCost((state) => state.cost);
  const words = useWords();
  const language = useLanguage();
  const isDecimal = useSettings(({ values }) => values.units === 'decimal');
  if (cost === null) return null;
  const percent = (value: number | null): string => (value === null ? DASH : formatNumber({ unit: 'percent' }, value, language));
  const bytes = (value: number | null): string => (value === null ? DASH : formatNumber({ unit: 'bytes', isDecimal }, value, language));
  const lines = cost.parts.map(({ row, memory, isPss }) =>
    words.status.part(roleOf(row), String(row.id.pid), percent(row.values.cpuPercent), bytes(memory), isPss ? 'PSS' : 'RSS'),
  );
  return (
    <span
      tabIndex={0}
      className="own-cost"
      data-tip="text"
      data-reason={[words.status.ownCostHelp, ...(lines.length === 0 ? [words.status.ownUnknown] : lines)].join('\n')}
    >
      {words.status.ownCost} <b>{percent(cost.cpuPercent)}</b> · {bytes(cost.memory)}
    </span>
  );
}

/** The name, and what Chromium calls the job of its helpers; they write their command line into one argument. */
function roleOf({ values }: OwnPart['row']): string {
  const type = /(?:^| )--type=([a-z-]{1,30})/.exec(values.args?.join(' ') ?? '')?.[1];
  return visibleName([values.comm ?? '?', ...(type === undefined ? [] : [type])].join(' '));
}
