import type { Field } from '../fields/field.ts';
import { withNeeds } from '../fields/registry.ts';
import type { ProcessKey } from './identity.ts';

/** What a view shows: these fields of these processes, or of all, which are few fields then. */
export interface Wish {
  readonly fields: readonly string[];
  readonly keys: readonly ProcessKey[] | 'all';
}

/** What is to be read beside the cheap fields: the ids wanted of each process in view. Rows with the same wishes share one list. */
export type Demand = ReadonlyMap<ProcessKey, readonly string[]>;

export const NO_DEMAND: Demand = new Map();

/** Most processes that one wish may name, and most wishes of a view: a view shows a screenful, and its details. */
export const MOST_KEYS = 500;
export const MOST_WISHES = 5;

/** Joins the wishes of all views into the ids that must be read for each process; fields that need others bring them along. `all`: every process. */
export function joinWishes(wishes: readonly Wish[], fields: readonly Field[], all: Iterable<ProcessKey> = []): Demand {
  const demand = new Map<ProcessKey, readonly string[]>();
  const joined = new Map<string, readonly string[]>();
  for (const wish of wishes) {
    const ids = withNeeds(wish.fields, fields).map(({ id }) => id);
    for (const key of wish.keys === 'all' ? all : wish.keys) {
      const before = demand.get(key);
      if (before === undefined) demand.set(key, ids);
      else if (before !== ids) demand.set(key, joinIds(before, ids, joined));
    }
  }
  return demand;
}

function joinIds(a: readonly string[], b: readonly string[], known: Map<string, readonly string[]>): readonly string[] {
  const all = [...new Set([...a, ...b])].sort();
  const name = all.join(' ');
  const same = known.get(name);
  if (same !== undefined) return same;
  known.set(name, all);
  return all;
}

/** Whether two demands ask for the same. */
export function isSameDemand(a: Demand, b: Demand): boolean {
  if (a.size !== b.size) return false;
  for (const [key, ids] of a) {
    const others = b.get(key);
    if (others === undefined || others.length !== ids.length || others.some((id, i) => id !== ids[i])) return false;
  }
  return true;
}
