import type { ReactNode } from 'react';
import { useHasEnded } from '../state/stores.tsx';
import { useWords } from '../words/language.tsx';
import { Facts } from './Facts.tsx';
import { ProcessSettings } from './ProcessSettings.tsx';
import type { TabProps } from './tabProps.ts';

/** How it gets its share of the processors, and what of that can be changed. */
export function SchedulingTab({ row, fields }: TabProps): ReactNode {
  const hasEnded = useHasEnded(row.key);
  const words = useWords().details;
  return (
    <>
      {!hasEnded && <ProcessSettings row={row} />}
      <Facts row={row} fields={fields} tab="scheduling" title={words.scheduling} />
    </>
  );
}
