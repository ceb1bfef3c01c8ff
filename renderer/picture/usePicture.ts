import { useMemo, useState } from 'react';
import type { Field } from '../../shared/fields/field.ts';
import type { HeldOrder } from '../../shared/query/sort.ts';
import { useCalm, useFindings, useProcesses, useView } from '../state/stores.tsx';
import type { PictureMeasure } from '../state/viewStore.ts';
import { type PictureFacts, pictureFacts } from './pictureFacts.ts';

/** ms after which it is taken anew while nobody points at it: from second to second much changes that means nothing. */
const STANDS_FOR = 5000;

/**
 * What the picture is drawn from. It stands still while the order of the table is held (somebody points at it, or has the focus in it), is taken
 * anew now and then otherwise, and at once when something else is to be seen or it is to be sorted again. Who stands where stays so.
 */
export function usePicture(measure: PictureMeasure, fields: readonly Field[]): PictureFacts {
  const table = useProcesses((state) => state);
  const { query, stateGroup, arrangement, withDescendants } = useView((state) => state);
  const lineage = useFindings((state) => state);
  const held = useCalm((state) => state.held);
  const wanted = useMemo(() => {
    const view = { query, stateGroup, arrangement, withDescendants, ...NOT_SEEN_HERE };
    return { view, measure, fields, order: new Map() as HeldOrder };
  }, [query, stateGroup, arrangement, withDescendants, measure, fields]);
  const [taken, setTaken] = useState({ table, wanted, held, lineage });
  const isSortedAgain = held !== taken.held && held !== null && taken.held !== null;
  const isOld = held === null && table.clock.takenAt - taken.table.clock.takenAt >= STANDS_FOR;
  if (isSortedAgain) setTaken({ table, wanted: { ...wanted, order: new Map() }, held, lineage });
  else if (wanted.view !== taken.wanted.view || isOld) setTaken({ table, wanted: wanted.view === taken.wanted.view ? taken.wanted : wanted, held, lineage });
  else if (held !== taken.held) setTaken({ ...taken, held });
  return useMemo(
    () => pictureFacts(taken.table, taken.wanted.view, taken.wanted.measure, taken.wanted.fields, taken.lineage, taken.wanted.order),
    [taken.table, taken.wanted, taken.lineage],
  );
}

/** Neither the order of the table nor what is open in it. */
const NOT_SEEN_HERE = { sort: { fieldId: 'pid', direction: 'ascending' }, expansion: new Map() } as const;
