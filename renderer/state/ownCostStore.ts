import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ProcessKey } from '../../shared/process/identity.ts';
import { type OwnCost, ownCost } from '../../shared/process/ownCost.ts';
import type { ProcessStore } from './processStore.ts';
import type { Watch } from './watch.ts';

/** ms after which PSS is read again: it costs a millisecond or more for each process, so it is not read with each sample. */
const PSS_EVERY = 60_000;

/** What Procession itself takes; null before the first table. */
export type OwnCostStore = StoreApi<{ readonly cost: OwnCost | null }>;

/**
 * Follows the table. The PSS of our own processes is asked for as a view asks for a dear field, now and then and until it has come, and
 * then remembered.
 */
export function startOwnCost(processes: ProcessStore, watch: Watch): OwnCostStore {
  const store = createStore<{ readonly cost: OwnCost | null }>(() => ({ cost: null }));
  let pss: ReadonlyMap<ProcessKey, number> = new Map();
  /** Those asked for and not answered yet, and since when each was answered, known or not. */
  let asked: readonly ProcessKey[] = [];
  let answeredAt: ReadonlyMap<ProcessKey, number> = new Map();

  processes.subscribe(({ rows, tree, capabilities }) => {
    if (capabilities === null) return;
    const now = performance.now();
    const { parts } = ownCost(capabilities.enginePid, rows, tree);
    const keys = new Set(parts.map(({ row }) => row.key));
    const stillHere = <T>(known: ReadonlyMap<ProcessKey, T>): Map<ProcessKey, T> => new Map([...known].filter(([key]) => keys.has(key)));
    const nowPss = stillHere(pss);
    const nowAnswered = stillHere(answeredAt);
    for (const key of asked) {
      const row = rows.get(key);
      const reason = row?.unknown?.['pss'];
      if (typeof row?.values.pss === 'number') nowPss.set(key, row.values.pss);
      else if (reason === undefined || reason === 'not-read') continue;
      nowAnswered.set(key, now);
    }
    pss = nowPss;
    answeredAt = nowAnswered;
    const isDue = (key: ProcessKey): boolean => now - (answeredAt.get(key) ?? Number.NEGATIVE_INFINITY) >= PSS_EVERY;
    asked = capabilities.fields.includes('pss') ? [...keys].filter(isDue) : [];
    watch.also(asked.length === 0 ? null : { fields: ['pss'], keys: asked });
    store.setState({ cost: ownCost(capabilities.enginePid, rows, tree, pss) });
  });
  return store;
}
