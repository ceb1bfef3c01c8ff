import { useCallback } from 'react';
import type { ProcessSettings } from '../../shared/process/change.ts';
import type { ProcessId } from '../../shared/process/identity.ts';
import type { Row } from '../../shared/process/row.ts';
import type { Client } from '../../shared/transport/client.ts';
import { useHasEnded, useStores } from '../state/stores.tsx';
import { usePolled } from './usePolled.ts';

/** ms between two readings of a process that is looked at. */
const READ_EVERY = 5_000;

/** Read when the process is chosen, every few seconds, and when something was done; null until it is read, and when it has ended. */
export function useProcessSettings({ id, key }: Row): ProcessSettings | null {
  const hasEnded = useHasEnded(key);
  const { actionLog } = useStores();
  const { pid, startTime, inode } = id;
  const ask = useCallback(
    (client: Client) => {
      const target: ProcessId = { pid, startTime, inode };
      return client.request('readSettings', { target });
    },
    [pid, startTime, inode],
  );
  const again = useCallback((askNow: () => void) => actionLog.subscribe(askNow), [actionLog]);
  const { value } = usePolled(key, hasEnded ? null : ask, READ_EVERY, again);
  return value?.kind === 'read' ? value.settings : null;
}
