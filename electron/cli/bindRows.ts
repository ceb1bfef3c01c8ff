import type { ProcessId } from '../../shared/process/identity.ts';
import type { Row } from '../../shared/process/row.ts';
import { createProvider } from '../engine/providers/index.ts';
import { holdProcess } from '../engine/signals/holdTarget.ts';

/** The rows with all that their identity has: the pidfd's inode where the system gives one. What has ended meanwhile stays as it is. */
export async function bindRows(choice: 'auto' | 'portable', rows: readonly Row[]): Promise<Row[]> {
  const provider = createProvider(choice);
  try {
    const looking = { probe: (pid: number) => provider.probe(pid), startTolerance: provider.capabilities.startTolerance };
    const bound: Row[] = [];
    for (const row of rows) bound.push({ ...row, id: await bind(row.id) });
    return bound;

    async function bind(id: ProcessId): Promise<ProcessId> {
      const hold = await holdProcess(id, looking);
      if (hold.kind !== 'held') return id;
      hold.process.close();
      return hold.id;
    }
  } finally {
    provider.close();
  }
}
