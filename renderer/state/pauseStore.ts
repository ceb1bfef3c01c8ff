import { createStore, type StoreApi } from 'zustand/vanilla';

export interface PauseState {
  /** When the view was frozen (ms since the epoch); null: it goes on. */
  readonly since: number | null;
}

/** Lets news into the view: at once, or, while it is frozen, when it goes on. Of those with one name only the last one counts then. */
export type LetIn = (name: string, run: () => void) => void;

export interface PauseStore extends StoreApi<PauseState> {
  /** Freezes the view, not the engine; going on shows the present at once. */
  toggle(now?: number): void;
  readonly letIn: LetIn;
}

export function createPauseStore(): PauseStore {
  const store = createStore<PauseState>(() => ({ since: null }));
  const waiting = new Map<string, () => void>();
  return {
    ...store,
    toggle: (now = Date.now()) => {
      if (store.getState().since === null) return store.setState({ since: now });
      store.setState({ since: null });
      const runs = [...waiting.values()];
      waiting.clear();
      for (const run of runs) run();
    },
    letIn: (name, run) => {
      if (store.getState().since === null) run();
      else waiting.set(name, run);
    },
  };
}
