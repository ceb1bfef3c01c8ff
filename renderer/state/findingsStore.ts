import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Finding, FindingsReport } from '../../shared/process/diagnosis/finding.ts';
import { keyOf, type ProcessKey } from '../../shared/process/identity.ts';
import type { Ghost, LineageReport, Orphan } from '../../shared/process/lineage.ts';
import type { LetIn } from './pauseStore.ts';

export interface FindingsState {
  /** The worst first. */
  readonly findings: readonly Finding[];
  /** Processes that were seen to get another parent. */
  readonly orphans: ReadonlyMap<ProcessKey, Orphan>;
  /** Dead ancestors of the living. */
  readonly ghosts: readonly Ghost[];
}

export interface FindingsStore extends StoreApi<FindingsState> {
  hearFindings(report: FindingsReport): void;
  hearLineage(report: LineageReport): void;
}

/** `letIn`: when it may change what is shown. */
export function createFindingsStore(letIn: LetIn = (_name, run) => run()): FindingsStore {
  const store = createStore<FindingsState>(() => ({ findings: [], orphans: new Map(), ghosts: [] }));
  return {
    ...store,
    hearFindings: ({ findings }) => letIn('findings', () => store.setState({ findings })),
    hearLineage: ({ orphans, ghosts }) =>
      letIn('lineage', () => store.setState({ orphans: new Map(orphans.map((orphan) => [keyOf(orphan.id), orphan])), ghosts })),
  };
}
