import { createStore, type StoreApi } from 'zustand/vanilla';
import { type ColumnSet, formatColumnSets, parseColumnSets, withColumnSet } from './columnSets.ts';

export interface ColumnSetState {
  /** One's own, the oldest first. */
  readonly sets: readonly ColumnSet[];
}

export interface ColumnSetStore extends StoreApi<ColumnSetState> {
  save(set: ColumnSet): void;
  remove(name: string): void;
}

/** What the store needs of localStorage. */
export type Keeper = Pick<Storage, 'getItem' | 'setItem'>;

const PLACE = 'procession.columnSets';
const SET_ASIDE = 'procession.columnSets.broken';

/** Sets of columns that outlast the window. What cannot be read is set aside; where nothing can be kept they last as long as the window. */
export function createColumnSetStore(keeper: Keeper | null): ColumnSetStore {
  const store = createStore<ColumnSetState>(() => ({ sets: readSets(keeper) }));
  const change = (sets: readonly ColumnSet[]): void => {
    store.setState({ sets });
    tryTo(() => keeper?.setItem(PLACE, formatColumnSets(sets)));
  };
  return {
    ...store,
    save: (set) => change(withColumnSet(store.getState().sets, set)),
    remove: (name) => change(store.getState().sets.filter((set) => set.name !== name)),
  };
}

function readSets(keeper: Keeper | null): readonly ColumnSet[] {
  const text = tryTo(() => keeper?.getItem(PLACE)) ?? null;
  if (text === null) return [];
  const sets = parseColumnSets(text);
  if (sets === null) tryTo(() => keeper?.setItem(SET_ASIDE, text));
  return sets ?? [];
}

/** A store that is full or forbidden throws. */
function tryTo<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
