import type { ReactNode } from 'react';
import { type Arrangement, ARRANGEMENTS, needsOf } from '../../shared/process/arrangement/grouping.ts';
import { isGrouping } from '../state/arrange.ts';
import { useProcesses, useStores, useView } from '../state/stores.tsx';
import { useWords } from '../words/language.tsx';

/** How the table is put in order; what this system cannot tell is not on offer. */
export function ArrangementChoice(): ReactNode {
  const arrangement = useView((state) => state.arrangement);
  const capabilities = useProcesses((state) => state.capabilities);
  const { view } = useStores();
  const words = useWords().arrangement;
  const isOffered = (one: Arrangement): boolean => capabilities === null || !isGrouping(one) || needsOf(one).every((id) => capabilities.fields.includes(id));
  return (
    <select
      className="button"
      aria-label={words.label}
      data-tip="text"
      data-reason={words.help[arrangement]}
      value={arrangement}
      onChange={(event) => view.arrange(event.target.value as Arrangement)}
    >
      {ARRANGEMENTS.filter(isOffered).map((one) => (
        <option key={one} value={one}>
          {words.names[one]}
        </option>
      ))}
    </select>
  );
}
