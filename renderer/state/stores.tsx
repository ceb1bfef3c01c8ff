import { createContext, type ReactNode, useContext } from 'react';
import { useStore } from 'zustand';
import type { OwnCost } from '../../shared/process/ownCost.ts';
import type { Client } from '../../shared/transport/client.ts';
import type { Language } from '../../shared/words/text.ts';
import type { Opening } from '../ports/opening.ts';
import { type ActionLogState, type ActionLogStore, createActionLogStore } from './actionLogStore.ts';
import { type ActionState, type ActionStore, createActionStore } from './actionStore.ts';
import { type AskedState, type AskedStore, createAskedStore } from './asked.ts';
import { type CalmState, type CalmStore, createCalmStore } from './calmStore.ts';
import { createDetailsStore, type DetailsState, type DetailsStore } from './detailsStore.ts';
import { followSettings, type Surroundings } from './followSettings.ts';
import { createFindingsStore, type FindingsState, type FindingsStore } from './findingsStore.ts';
import { keepBranches } from './keepBranches.ts';
import { keepView } from './kept.ts';
import { createLineKeeper, type LineKeeper } from './lineKeeper.ts';
import { type Link, type LinkState, startLink } from './link.ts';
import { type OwnCostStore, startOwnCost } from './ownCostStore.ts';
import { createPauseStore, type PauseState, type PauseStore } from './pauseStore.ts';
import type { ProcessState } from './nextTable.ts';
import { createProcessStore, type ProcessStore } from './processStore.ts';
import { createSettingsStore, type SettingsState, type SettingsStore } from './settingsStore.ts';
import { createSystemStore, type SystemState, type SystemStore } from './systemStore.ts';
import { startTrends, type TrendState, type TrendStore } from './trendStore.ts';
import { startWatch, type Watch } from './watch.ts';
import { createViewStore, type ViewState, type ViewStore } from './viewStore.ts';

/** Everything that the view keeps. */
export interface Stores {
  readonly processes: ProcessStore;
  readonly lines: LineKeeper;
  readonly view: ViewStore;
  readonly system: SystemStore;
  readonly link: Link;
  readonly actions: ActionStore;
  readonly actionLog: ActionLogStore;
  readonly findings: FindingsStore;
  readonly watch: Watch;
  readonly own: OwnCostStore;
  readonly calm: CalmStore;
  readonly pause: PauseStore;
  readonly settings: SettingsStore;
  readonly asked: AskedStore;
  readonly details: DetailsStore;
  readonly trends: TrendStore;
}

/** What the shell around the view gives it. */
export interface StoreOptions {
  /** Whether the system asks for reduced motion. */
  readonly stillness?: Surroundings['stillness'];
  /** Keeps what is shown over a reload; null: nothing is kept. */
  readonly storage?: Storage | null;
}

export function createStores(open: () => Promise<Opening>, language: Language, { stillness = null, storage = null }: StoreOptions = {}): Stores {
  const pause = createPauseStore();
  const settings = createSettingsStore();
  const lines = createLineKeeper();
  const processes = createProcessStore({ letIn: pause.letIn, prepare: lines.prepare });
  const view = createViewStore(language);
  const isKept = storage !== null && keepView(storage, view, processes);
  const calm = createCalmStore(processes, view);
  followSettings(settings, view, calm, { language, stillness }, isKept);
  keepBranches(settings, view, processes);
  const asked = createAskedStore(processes, (row) => view.select(row));
  const system = createSystemStore(pause.letIn);
  const link = startLink(open, processes, system);
  const actions = createActionStore(
    () => link.getState().client,
    processes,
    (action) => settings.getState().values.asksBefore.includes(action),
  );
  const actionLog = createActionLogStore();
  const findings = createFindingsStore(pause.letIn);
  let told: Client | null = null;
  link.subscribe(({ client }) => {
    if (client === told) return;
    told = client;
    settings.connect(client);
    if (client === null) return;
    client.on('action', (action) => [actions, actionLog].forEach((store) => store.hearAction(action)));
    client.on('outcomes', (news) => [actions, actionLog].forEach((store) => store.hearOutcomes(news)));
    client.on('findings', (report) => findings.hearFindings(report));
    client.on('show', ({ what }) => (what === 'help' ? view.openHelp(true) : view.openSettings(true)));
    client.on('select', (target) => asked.ask(target));
    client.on('lineage', (report) => findings.hearLineage(report));
    void actionLog.read(client);
  });
  const watch = startWatch(link, view, processes);
  const own = startOwnCost(processes, watch);
  processes.subscribe(({ rows }) => {
    const { selected } = view.getState();
    const now = selected === null ? undefined : rows.get(selected.key);
    if (now !== undefined && now !== selected) view.select(now);
    view.keepMarks(rows);
  });
  return {
    processes,
    lines,
    view,
    system,
    link,
    actions,
    actionLog,
    findings,
    watch,
    own,
    calm,
    pause,
    settings,
    asked,
    details: createDetailsStore(settings),
    trends: startTrends(link, view, processes, pause),
  };
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

export function useCalm<T>(select: (state: CalmState) => T): T {
  return useStore(useStores().calm, select);
}

export function useSettings<T>(select: (state: SettingsState) => T): T {
  return useStore(useStores().settings, select);
}

export function useDetails<T>(select: (state: DetailsState) => T): T {
  return useStore(useStores().details, select);
}

export function useTrends<T>(select: (state: TrendState) => T): T {
  return useStore(useStores().trends, select);
}

export function usePause<T>(select: (state: PauseState) => T): T {
  return useStore(useStores().pause, select);
}

export function useLink<T>(select: (state: LinkState) => T): T {
  return useStore(useStores().link, select);
}

export function useActions<T>(select: (state: ActionState) => T): T {
  return useStore(useStores().actions, select);
}

export function useFindings<T>(select: (state: FindingsState) => T): T {
  return useStore(useStores().findings, select);
}

export function useAsked<T>(select: (state: AskedState) => T): T {
  return useStore(useStores().asked, select);
}

export function useActionLog<T>(select: (state: ActionLogState) => T): T {
  return useStore(useStores().actionLog, select);
}

/** Whether a process that the view remembers is no longer in the table. */
export function useHasEnded(key: string | null): boolean {
  return useProcesses(({ rows }) => key !== null && !rows.has(key));
}
