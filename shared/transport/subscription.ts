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
 * `later` runs what takes in a delta: who draws wants that in a task of its own, for reading the message has taken long enough.
 */
export function subscribe(client: Client, listener: SubscriptionListener, later: (run: () => void) => void = (run) => run()): ProcessTable {
  const table = new ProcessTable();
  let isLoading = false;
  let waiting: Delta[] = [];

  const load = async (): Promise<void> => {
    isLoading = true;
    const result = await client.request('subscribe', {});
    isLoading = false;
    if (!result.ok) return listener.onError(result.error);
    table.load(result.value);
    waiting = waiting.filter(({ seq }) => seq > table.seq);
    listener.onSnapshot(result.value);
    takeIn();
  };

  const takeIn = (): void => {
    if (isLoading) return;
    for (let delta = waiting.shift(); delta !== undefined; delta = waiting.shift()) {
      if (delta.seq === table.seq) continue;
      if (!table.apply(delta)) return void load();
      listener.onDelta();
    }
  };

  client.on('delta', (delta) => {
    if (waiting.length === MOST_WAITING) waiting = [];
    waiting.push(delta);
    later(takeIn);
  });
  void load();
  return table;
}
