import { type ReactNode, useState } from 'react';
import { formatNumber } from '../../shared/fields/format.ts';
import { useProcesses } from '../state/stores.tsx';
import { useLanguage, useWords } from '../words/language.tsx';

/** That the process has ended, and when: at the first sample without it, which is the one that brings this here. */
export function EndedNote(): ReactNode {
  const takenAt = useProcesses((state) => state.clock.takenAt);
  const [endedAt] = useState(takenAt);
  const words = useWords().details;
  const language = useLanguage();
  return (
    <p className="ended-note" role="status">
      {words.endedAt(formatNumber({ unit: 'epochMs' }, endedAt, language))}
    </p>
  );
}
