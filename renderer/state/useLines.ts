import { useMemo } from 'react';
import type { Field } from '../../shared/fields/field.ts';
import { type Found, findIn } from './found.ts';
import { lineFacts, type Lines } from './lines.ts';
import { useCalm, useFindings, useProcesses, useStores, useView } from './stores.tsx';

/** What the table draws, reckoned once a sample or a change of the view. */
export function useLines(fields: readonly Field[]): Lines {
  const { lines } = useStores();
  const table = useProcesses((state) => state);
  const view = useView((state) => state);
  const lineage = useFindings((state) => state);
  const held = useCalm((state) => state.held);
  return lines.linesOf(lineFacts(table, view, fields, lineage, held));
}

/** What the text of the find box is found in; null while nothing is looked for. */
export function useFound(fields: readonly Field[], { arranged }: Lines): Found | null {
  const table = useProcesses((state) => state);
  const findText = useView((state) => state.findText);
  const selectedKey = useView(({ selected }) => selected?.key ?? null);
  return useMemo(
    () => (findText === null || findText.trim() === '' ? null : findIn(findText, table, arranged, selectedKey, fields)),
    [findText, table, arranged, selectedKey, fields],
  );
}
