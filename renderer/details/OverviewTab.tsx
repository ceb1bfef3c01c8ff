import type { ReactNode } from 'react';
import { isZombie } from '../../shared/process/stat.ts';
import { useHasEnded } from '../state/stores.tsx';
import { useWords } from '../words/language.tsx';
import { CommandLine } from './CommandLine.tsx';
import { Facts } from './Facts.tsx';
import { FindingNotes, useFindingsAbout } from './FindingNotes.tsx';
import { HistoryGraphs } from './HistoryGraphs.tsx';
import { Lineage } from './Lineage.tsx';
import { OrphanNote } from './OrphanNote.tsx';
import { ZombieNote } from './ZombieNote.tsx';
import type { TabProps } from './tabProps.ts';

/** Who it is, what is wrong with it, and how it went. */
export function OverviewTab({ row, fields }: TabProps): ReactNode {
  const hasEnded = useHasEnded(row.key);
  const findings = useFindingsAbout(row);
  const words = useWords().details;
  return (
    <>
      <Lineage row={row} />
      {!hasEnded && <OrphanNote row={row} />}
      {!hasEnded && <FindingNotes findings={findings} />}
      {!hasEnded && isZombie(row.values) && findings.length === 0 && <ZombieNote row={row} />}
      <HistoryGraphs row={row} />
      <CommandLine row={row} />
      <Facts row={row} fields={fields} tab="identity" title={words.identity} />
    </>
  );
}
