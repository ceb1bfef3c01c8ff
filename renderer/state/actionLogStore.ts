import { createStore, type StoreApi } from 'zustand/vanilla';
import { type LoggedAction, withAction, withOutcomes } from '../../shared/process/actionLog.ts';
import type { Client } from '../../shared/transport/client.ts';
import type { Answer } from './actionRequests.ts';

export interface ActionLogState {
  /** Oldest first, as the engine keeps them: also those of other windows. */
  readonly actions: readonly LoggedAction[];
}

export interface ActionLogStore extends StoreApi<ActionLogState> {
  /** Reads what was done before this view looked. */
  read(client: Client): Promise<void>;
  hearAction(action: LoggedAction): void;
  hearOutcomes(news: { readonly requestId: string; readonly targets: readonly Answer[] }): void;
}

export function createActionLogStore(): ActionLogStore {
  const store = createStore<ActionLogState>(() => ({ actions: [] }));
  const { setState } = store;
  return {
    ...store,
    read: async (client) => {
      const answer = await client.request('actionLog', {});
      // What was heard while it was on its way is newer.
      if (answer.ok) setState(({ actions: heard }) => ({ actions: heard.reduce<readonly LoggedAction[]>(withAction, answer.value.actions) }));
    },
    hearAction: (action) => setState(({ actions }) => ({ actions: withAction(actions, action) })),
    hearOutcomes: ({ requestId, targets }) =>
      setState(({ actions }) => ({ actions: actions.map((action) => (action.requestId === requestId ? withOutcomes(action, targets) : action)) })),
  };
}
