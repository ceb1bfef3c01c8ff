import type { Aggregate, Aggregates, Clock, FieldValue, FieldValues } from '../fields/field.ts';
import { keyOf, type ProcessKey } from './identity.ts';
import type { Row } from './row.ts';
import type { ProcessTree } from './tree.ts';

type Links = Pick<ProcessTree, 'roots' | 'childrenOf'>;

/**
 * A clock that knows the tree of its sample, so that fields over the tree have values. `rows` are the living: what has ended counts nowhere.
 * Each aggregate is reckoned once, when it is first asked for.
 */
export function withAggregates(clock: Clock, tree: Links, rows: ReadonlyMap<ProcessKey, Row>): Clock {
  const sums = new Map<string, ReadonlyMap<ProcessKey, number>>();
  const aggregates: Aggregates = {
    valueOf: ({ of, how }: Aggregate, row: FieldValues) => {
      const key = keyOf({ pid: row['pid'] as number, startTime: (row['startTime'] ?? null) as number | null });
      if (how === 'children') return rows.has(key) ? (tree.childrenOf.get(key) ?? []).filter((child) => rows.has(child.key)).length : null;
      let sum = sums.get(of);
      if (sum === undefined) {
        sum = sumOverTree(tree, rows, ({ values }) => (values as Readonly<Record<string, FieldValue>>)[of] ?? null);
        sums.set(of, sum);
      }
      return sum.get(key) ?? null;
    },
  };
  return { ...clock, aggregates };
}

/**
 * The sum of `ownOf` over each process and those below it that are in `rows` (the living), by key. What is unknown adds nothing; where nothing is
 * known there is no sum. Iterative, for chains can be 30,000 deep; O(n).
 */
export function sumOverTree(tree: Links, rows: ReadonlyMap<ProcessKey, Row>, ownOf: (row: Row) => FieldValue): Map<ProcessKey, number> {
  const order: Row[] = [...tree.roots];
  const parents: number[] = order.map(() => -1);
  for (let i = 0; i < order.length; i++) {
    for (const child of tree.childrenOf.get(order[i]!.key) ?? []) {
      order.push(child);
      parents.push(i);
    }
  }
  // Parents stand before their children: from the end every row is complete when it is come to.
  const totals = new Float64Array(order.length);
  const isKnown = new Uint8Array(order.length);
  const sums = new Map<ProcessKey, number>();
  for (let i = order.length - 1; i >= 0; i--) {
    const { key } = order[i]!;
    const row = rows.get(key);
    const own = row === undefined ? null : ownOf(row);
    if (typeof own === 'number') {
      totals[i]! += own;
      isKnown[i] = 1;
    }
    if (isKnown[i] === 0) continue;
    sums.set(key, totals[i]!);
    const parent = parents[i]!;
    if (parent < 0) continue;
    totals[parent]! += totals[i]!;
    isKnown[parent] = 1;
  }
  return sums;
}
