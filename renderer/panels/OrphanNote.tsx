import type { ReactNode } from 'react';
import { formatNumber } from '../../shared/fields/format.ts';
import type { Row } from '../../shared/process/row.ts';
import { visibleName } from '../../shared/process/visibleText.ts';
import { useFindings } from '../state/stores.tsx';
import { useLanguage, useWords } from '../words/language.tsx';

/** Whose child it was before that one ended, and who has it now: seen, never guessed. */
export function OrphanNote({ row }: { readonly row: Row }): ReactNode {
  const orphan = useFindings(({ orphans }) => orphans.get(row.key) ?? null);
  const words = useWords().findings;
  const language = useLanguage();
  if (orphan === null) return null;
  const named = ({ id, name }: { readonly id: { readonly pid: number }; readonly name: string }): string => `${visibleName(name)} (${id.pid})`;
  const at = formatNumber({ unit: 'epochMs' }, orphan.at, language);
  return <p className="note orphan">{words.orphan(named(orphan.from), orphan.by === null ? words.unseen : named(orphan.by), at)}</p>;
}
