import { useMemo } from 'react';
import type { Field } from '../../shared/fields/field.ts';
import { type Found, findIn } from './found.ts';
import { arrangedBy, type Lines, linesOf } from './lines.ts';
import { useCalm, useFindings, useProcesses, useView } from './stores.tsx';

/** What the table draws, reckoned once a sample or a change of the view. */
export function useLines(fields: readonly Field[]): Lines {
  const table = useProcesses((state) => state);
  const { query, stateGroup, sort, expansion, arrangement, withDescendants } = useView((state) => state);
  const lineage = useFindings((state) => state);
  const held = useCalm((state) => state.held);
  return useMemo(
    () => linesOf(table, { query, stateGroup, sort, expansion, arrangement, withDescendants }, fields, lineage, held),
    [table, query, stateGroup, sort, expansion, arrangement, withDescendants, fields, lineage, held],
  );
}

/** What the text of the find box is found in; null while nothing is looked for. */
export function useFound(fields: readonly Field[]): Found | null {
  const table = useProcesses((state) => state);
  const { query, stateGroup, sort, expansion, arrangement, withDescendants, findText, selected } = useView((state) => state);
  const lineage = useFindings((state) => state);
  const held = useCalm((state) => state.held);
  const selectedKey = selected?.key ?? null;
  return useMemo(() => {
    if (findText === null || findText.trim() === '') return null;
    const arranged = arrangedBy(table, { query, stateGroup, sort, expansion, arrangement, withDescendants }, fields, lineage, held);
    return findIn(findText, table, arranged, selectedKey, fields);
  }, [table, query, stateGroup, sort, expansion, arrangement, withDescendants, findText, selectedKey, fields, lineage, held]);
}
