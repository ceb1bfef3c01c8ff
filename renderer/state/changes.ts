import type { ProcessKey } from '../../shared/process/identity.ts';
import type { Row } from '../../shared/process/row.ts';

/** What became of the table from one sample to the next. */
export interface TableChanges {
  readonly added: readonly Row[];
  readonly gone: readonly Row[];
  /** Whether a process that stayed has another parent now. */
  readonly isRelinked: boolean;
}

type Rows = ReadonlyMap<ProcessKey, Row>;

/** Compares two tables by their rows' identities and parents. O(n). */
export function compareTables(before: Rows, after: Rows): TableChanges {
  const added: Row[] = [];
  let isRelinked = false;
  for (const [key, row] of after) {
    const known = before.get(key);
    if (known === undefined) added.push(row);
    else if (known !== row && known.values.ppid !== row.values.ppid) isRelinked = true;
  }
  const gone: Row[] = [];
  if (before.size + added.length > after.size) for (const [key, row] of before) if (!after.has(key)) gone.push(row);
  return { added, gone, isRelinked };
}
