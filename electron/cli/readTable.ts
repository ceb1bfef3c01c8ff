import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../../shared/fields/field.ts';
import { FIELDS } from '../../shared/fields/registry.ts';
import { changeRow, type Row } from '../../shared/process/row.ts';
import { ProcessTable } from '../../shared/process/snapshot.ts';
import { commandLineChange } from '../engine/commandLines.ts';
import { createProvider } from '../engine/providers/index.ts';
import type { ProcessProvider, ProviderCapabilities } from '../engine/providers/provider.ts';
import { forkReader } from '../engine/reader/readerChild.ts';
import { Reader } from '../engine/reader/reader.ts';
import { Sampler } from '../engine/sampler.ts';

/** The table once, for a one-shot command. */
export interface Table {
  readonly rows: readonly Row[];
  readonly clock: Clock;
  readonly capabilities: ProviderCapabilities;
}

/** Far enough apart for a CPU percentage of whole ticks (10 ms) to mean something. */
const SAMPLE_GAP_MS = 500;
const ROW_LIMIT = 4096;

/** Launches the reader that is built beside this program. */
export const launchReader = forkReader(join(import.meta.dirname, 'reader.js'));

/** Samples the table; twice where rates are wanted. Command lines are read meanwhile, for the rows that `wants` names. */
export async function readTable(choice: 'auto' | 'portable', wantsRates: boolean, wants: (row: Row) => boolean = () => true): Promise<Table> {
  const provider: ProcessProvider = createProvider(choice);
  const reader = new Reader(launchReader);
  try {
    const sampler = new Sampler(provider, FIELDS);
    const table = new ProcessTable();
    const first = await sampler.tick();
    table.load({ seq: 0, clock: first.clock, rows: first.added });
    const gap = wantsRates ? pause(SAMPLE_GAP_MS) : null;
    await readCommandLines(table, reader, wants);
    if (gap !== null) {
      await gap;
      const known = new Map(table.rows);
      const next = await sampler.tick();
      table.apply(next);
      for (const [key, before] of known) keepArguments(table, key, before);
      await readCommandLines(table, reader, wants);
    }
    return { rows: [...table.rows.values()], clock: table.clock, capabilities: provider.capabilities };
  } finally {
    reader.close();
    provider.close();
  }
}

async function readCommandLines(table: ProcessTable, reader: Reader, wants: (row: Row) => boolean): Promise<void> {
  const unread = [...table.rows.values()].filter((row) => row.unknown?.['args'] === 'not-read' && wants(row));
  await Promise.all(
    unread.map(async (row) => {
      const change = commandLineChange(row, await reader.read(row.id.pid, row.key, 'cmdline', ROW_LIMIT));
      if (change !== null) table.rows.set(row.key, changeRow(row, change));
    }),
  );
}

/** The sampler's second look knows nothing of the arguments read in between; a process that was renamed is read again. */
function keepArguments(table: ProcessTable, key: string, before: Row): void {
  const row = table.rows.get(key);
  if (row === undefined || before.unknown?.['args'] === 'not-read' || row.values.comm !== before.values.comm) return;
  if (row.unknown?.['args'] !== 'not-read') return;
  const { args: _, ...others } = row.unknown;
  const unknown = { ...others, ...(before.unknown?.['args'] === undefined ? {} : { args: before.unknown['args'] }) };
  table.rows.set(key, changeRow(row, { values: { args: before.values.args }, unknown: Object.keys(unknown).length === 0 ? null : unknown }));
}
