import { ProcessTable, type Snapshot } from '../process/snapshot.ts';
import type { ContractError } from './contract.ts';
import type { Client } from './client.ts';

/** What a subscriber hears. */
export interface SubscriptionListener {
  onSnapshot(snapshot: Snapshot): void;
  /** The table has taken in a delta. */
  onDelta(): void;
  onError(error: ContractError): void;
}

/**
 * Keeps a table in step with the server: snapshot first, then numbered deltas; a gap in the numbers asks for a new snapshot.
 * Deltas that come while a snapshot is under way and are not newer than it are dropped.
 */
export function subscribe(client: Client, listener: SubscriptionListener): ProcessTable {
  const table = new ProcessTable();
  let isLoading = false;

  const load = async (): Promise<void> => {
    if (isLoading) return;
    isLoading = true;
    const result = await client.request('subscribe', {});
    isLoading = false;
    if (!result.ok) return listener.onError(result.error);
    table.load(result.value);
    listener.onSnapshot(result.value);
  };

  client.on('delta', (delta) => {
    if (isLoading || delta.seq <= table.seq) return;
    if (table.apply(delta)) listener.onDelta();
    else void load();
  });
  void load();
  return table;
}
