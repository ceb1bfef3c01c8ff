import { type Arrangement, type Grouping, GROUPINGS, groupRows } from '../../shared/process/arrangement/grouping.ts';
import { originalTree } from '../../shared/process/arrangement/originalTree.ts';
import type { ProcessKey } from '../../shared/process/identity.ts';
import type { Row } from '../../shared/process/row.ts';
import type { ProcessTree } from '../../shared/process/tree.ts';
import type { FindingsState } from './findingsStore.ts';
import type { ProcessState } from './nextTable.ts';

/** Whether it is one of groups. */
export function isGrouping(arrangement: Arrangement): arrangement is Grouping {
  return (GROUPINGS as readonly string[]).includes(arrangement);
}

/** The rows linked as the arrangement wants them. Of groups only what matches is in them, so that totals are of what is seen; null: all. */
export function arrange(
  { rows, tree, exited }: Pick<ProcessState, 'rows' | 'tree' | 'exited'>,
  { orphans, ghosts }: Pick<FindingsState, 'orphans' | 'ghosts'>,
  arrangement: Arrangement,
  matches: ReadonlySet<ProcessKey> | null,
): ProcessTree {
  if (arrangement === 'tree') return tree;
  const all = exited.size === 0 ? [...rows.values()] : [...rows.values(), ...[...exited.values()].filter(({ key }) => !rows.has(key))];
  if (arrangement === 'original') return originalTree(tree, all, orphans, ghosts);
  const seen: readonly Row[] = matches === null ? all : all.filter(({ key }) => matches.has(key));
  if (arrangement === 'flat') return { roots: seen, childrenOf: new Map(), parentOf: new Map(), marks: tree.marks };
  return groupRows(seen, arrangement, ({ key }) => rows.has(key));
}
