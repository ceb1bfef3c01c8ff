import { createStore, type StoreApi } from 'zustand/vanilla';
import type { HeldOrder } from '../../shared/query/sort.ts';
import type { ProcessStore } from './processStore.ts';
import type { ViewStore } from './viewStore.ts';

export interface CalmState {
  /** The order that rows are held in; null: they go where their values put them. */
  readonly held: HeldOrder | null;
  /** Whether new rows are marked for a moment. */
  readonly marksNew: boolean;
  /** Whether ended rows stay for a moment, struck. */
  readonly keepsEnded: boolean;
}

export interface CalmStore extends StoreApi<CalmState> {
  /** Holds the order, for somebody points at the rows, has the focus on them or is asked about them, until what is returned is called. */
  hold(): () => void;
  /** Puts the rows in order once, and holds that. */
  sortAgain(): void;
  markNew(isOn: boolean): void;
  keepEnded(isOn: boolean): void;
}

export function createCalmStore(processes: ProcessStore, view: ViewStore): CalmStore {
  const store = createStore<CalmState>(() => ({ held: null, marksNew: true, keepsEnded: true }));
  const { getState, setState } = store;
  const holders = new Set<symbol>();

  const sortAgain = (): void => {
    if (getState().held !== null) setState({ held: new Map() });
  };
  // Another choice of rows or of their order is wanted at once.
  view.subscribe((now, before) => {
    if (now.sort !== before.sort || now.arrangement !== before.arrangement || now.query !== before.query || now.stateGroup !== before.stateGroup) sortAgain();
  });
  return {
    ...store,
    hold: () => {
      const holder = Symbol('holder');
      holders.add(holder);
      if (getState().held === null) setState({ held: new Map() });
      return () => {
        if (holders.delete(holder) && holders.size === 0) setState({ held: null });
      };
    },
    sortAgain,
    markNew: (marksNew) => setState({ marksNew }),
    keepEnded: (keepsEnded) => {
      processes.keepExited(keepsEnded);
      setState({ keepsEnded });
    },
  };
}
