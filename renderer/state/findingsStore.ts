import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Finding, FindingsReport } from '../../shared/process/diagnosis/finding.ts';
import { keyOf, type ProcessKey } from '../../shared/process/identity.ts';
import type { Ghost, LineageReport, Orphan } from '../../shared/process/lineage.ts';

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

export function createFindingsStore(): FindingsStore {
  const store = createStore<FindingsState>(() => ({ findings: [], orphans: new Map(), ghosts: [] }));
  return {
    ...store,
    hearFindings: ({ findings }) => store.setState({ findings }),
    hearLineage: ({ orphans, ghosts }) => store.setState({ orphans: new Map(orphans.map((orphan) => [keyOf(orphan.id), orphan])), ghosts }),
  };
}
