import { createContext, type ReactNode, useContext } from 'react';
import { useStore } from 'zustand';
import type { OwnCost } from '../../shared/process/ownCost.ts';
import type { Language } from '../../shared/words/text.ts';
import type { Opening } from '../ports/opening.ts';
import { type Link, type LinkState, startLink } from './link.ts';
import { type OwnCostStore, startOwnCost } from './ownCostStore.ts';
import { createProcessStore, type ProcessState, type ProcessStore } from './processStore.ts';
import { createSignalStore, type SignalState, type SignalStore } from './signalStore.ts';
import { createSystemStore, type SystemState, type SystemStore } from './systemStore.ts';
import { startWatch, type Watch } from './watch.ts';
import { createViewStore, type ViewState, type ViewStore } from './viewStore.ts';

/** Everything that the view keeps. */
export interface Stores {
  readonly processes: ProcessStore;
  readonly view: ViewStore;
  readonly system: SystemStore;
  readonly link: Link;
  readonly signals: SignalStore;
  readonly watch: Watch;
  readonly own: OwnCostStore;
}

export function createStores(open: () => Promise<Opening>, language: Language): Stores {
  const processes = createProcessStore();
  const view = createViewStore(language);
  const system = createSystemStore();
  const link = startLink(open, processes, system);
  const signals = createSignalStore(() => link.getState().client);
  const watch = startWatch(link, view, processes);
  const own = startOwnCost(processes, watch);
  processes.subscribe(({ rows }) => {
    const { selected } = view.getState();
    const now = selected === null ? undefined : rows.get(selected.key);
    if (now !== undefined && now !== selected) view.select(now);
  });
  return { processes, view, system, link, signals, watch, own };
}

const StoresContext = createContext<Stores | null>(null);

export function StoresProvider({ stores, children }: { readonly stores: Stores; readonly children: ReactNode }): ReactNode {
  return <StoresContext value={stores}>{children}</StoresContext>;
}

export function useStores(): Stores {
  const stores = useContext(StoresContext);
  if (stores === null) throw new Error('outside of StoresProvider');
  return stores;
}

export function useProcesses<T>(select: (state: ProcessState) => T): T {
  return useStore(useStores().processes, select);
}

export function useView<T>(select: (state: ViewState) => T): T {
  return useStore(useStores().view, select);
}

export function useSystem<T>(select: (state: SystemState) => T): T {
  return useStore(useStores().system, select);
}

export function useOwnCost<T>(select: (state: { readonly cost: OwnCost | null }) => T): T {
  return useStore(useStores().own, select);
}

export function useLink<T>(select: (state: LinkState) => T): T {
  return useStore(useStores().link, select);
}

export function useSignals<T>(select: (state: SignalState) => T): T {
  return useStore(useStores().signals, select);
}

/** Whether a process that the view remembers is no longer in the table. */
export function useHasEnded(key: string | null): boolean {
  return useProcesses(({ rows }) => key !== null && !rows.has(key));
}
