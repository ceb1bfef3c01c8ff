import { type Delta, ProcessTable, type Snapshot } from '../process/snapshot.ts';
import type { ContractError } from './contract.ts';
import type { Client } from './client.ts';

/** What a subscriber hears. */
export interface SubscriptionListener {
  onSnapshot(snapshot: Snapshot): void;
  /** The table has taken in a delta. */
  onDelta(): void;
  onError(error: ContractError): void;
}

/** A snapshot that takes longer than so many samples leaves a gap, which asks for another one. */
const MOST_WAITING = 100;

/**
 * Keeps a table in step with the server: snapshot first, then numbered deltas; a gap in the numbers asks for a new snapshot.
 * Deltas that come while a snapshot is under way wait for it: the one right behind it may be handed over before the snapshot is taken in.
 */
export function subscribe(client: Client, listener: SubscriptionListener): ProcessTable {
  const table = new ProcessTable();
  let isLoading = false;
  let waiting: Delta[] = [];

  const load = async (): Promise<void> => {
    if (isLoading) return;
    isLoading = true;
    const result = await client.request('subscribe', {});
    isLoading = false;
    const deltas = waiting;
    waiting = [];
    if (!result.ok) return listener.onError(result.error);
    table.load(result.value);
    listener.onSnapshot(result.value);
    for (const delta of deltas) if (delta.seq > table.seq) take(delta);
  };

  const take = (delta: Delta): void => {
    if (isLoading) {
      if (waiting.length === MOST_WAITING) waiting = [];
      waiting.push(delta);
    } else if (delta.seq === table.seq) return;
    else if (table.apply(delta)) listener.onDelta();
    else void load();
  };

  client.on('delta', take);
  void load();
  return table;
}
