import { createStore, type StoreApi } from 'zustand/vanilla';
import { keyOf } from '../../shared/process/identity.ts';
import type { Row } from '../../shared/process/row.ts';
import type { EventTypes } from '../../shared/transport/contract.ts';
import type { ProcessStore } from './processStore.ts';

export interface AskedState {
  /** The pid that the host wanted selected and that no process has; null: none such. */
  readonly missing: number | null;
}

export interface AskedStore extends StoreApi<AskedState> {
  /** The host wants a process selected (a link, a notification): as soon as there is a table. */
  ask(target: EventTypes['select']): void;
  dismiss(): void;
}

export function createAskedStore(processes: ProcessStore, select: (row: Row) => void): AskedStore {
  const store = createStore<AskedState>(() => ({ missing: null }));
  let waiting: EventTypes['select'] | null = null;
  const settle = (): void => {
    const { rows } = processes.getState();
    if (waiting === null || rows.size === 0) return;
    const { pid, startTime } = waiting;
    waiting = null;
    const row = startTime === null ? [...rows.values()].find(({ id }) => id.pid === pid) : rows.get(keyOf({ pid, startTime }));
    if (row !== undefined) select(row);
    store.setState({ missing: row === undefined ? pid : null });
  };
  processes.subscribe(settle);
  return {
    ...store,
    ask: (target) => {
      waiting = target;
      settle();
    },
    dismiss: () => store.setState({ missing: null }),
  };
}
