import type { ReactNode } from 'react';
import { formatNumber } from '../../shared/fields/format.ts';
import type { Row } from '../../shared/process/row.ts';
import { whoIsKin } from '../../shared/process/whoIs.ts';
import { useFindings } from '../state/stores.tsx';
import { useLanguage, useWords } from '../words/language.tsx';

/** Whose child it was before that one ended, and who has it now: seen, never guessed. */
export function OrphanNote({ row }: { readonly row: Row }): ReactNode {
  const orphan = useFindings(({ orphans }) => orphans.get(row.key) ?? null);
  const words = useWords().findings;
  const language = useLanguage();
  if (orphan === null) return null;
  const at = formatNumber({ unit: 'epochMs' }, orphan.at, language);
  return <p className="note orphan">{words.orphan(whoIsKin(orphan.from), orphan.by === null ? words.unseen : whoIsKin(orphan.by), at)}</p>;
}
