import { createStore, type StoreApi } from 'zustand/vanilla';
import { busyPercent, type SystemLine } from '../../shared/system/systemLine.ts';
import { type HistoryPoint, remember } from './history.ts';
import type { LetIn } from './pauseStore.ts';

/** The machine as a whole. */
export interface SystemState {
  /** null before the first line. */
  readonly line: SystemLine | null;
  /** Percent of all cores in use, over the last minute. */
  readonly cpuHistory: readonly HistoryPoint[];
}

export interface SystemStore extends StoreApi<SystemState> {
  /** Takes in the line of a sample; `now` in ms of a clock that is never set. */
  take(line: SystemLine, now?: number): void;
}

/** `letIn`: when it may change what is shown. What comes meanwhile is remembered. */
export function createSystemStore(letIn: LetIn = (_name, run) => run()): SystemStore {
  const store = createStore<SystemState>(() => ({ line: null, cpuHistory: [] }));
  let { cpuHistory } = store.getState();
  return {
    ...store,
    take: (line, now = performance.now()) => {
      const point = { at: now, overMs: line.overMs ?? 0, value: line.cpu === null ? null : busyPercent(line.cpu) };
      cpuHistory = remember(cpuHistory, point);
      letIn('system', () => store.setState({ line, cpuHistory }));
    },
  };
}
