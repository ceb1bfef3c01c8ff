import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock, Field } from '../../shared/fields/field.ts';
import { FIELDS } from '../../shared/fields/registry.ts';
import { withAggregates } from '../../shared/process/aggregates.ts';
import { joinWishes } from '../../shared/process/demand.ts';
import type { ProcessKey } from '../../shared/process/identity.ts';
import { changeRow, type Row, type RowChange } from '../../shared/process/row.ts';
import { type Delta, ProcessTable } from '../../shared/process/snapshot.ts';
import { buildTree } from '../../shared/process/tree.ts';
import {
  type BlockingRule,
  blockingRules,
  changeBy,
  type Counters,
  foundIn,
  foundNothing,
  keepReasons,
  reasonUnread,
} from '../engine/blocking/blockingRules.ts';
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

/** Launches the reader that is built beside this program. */
export const launchReader = forkReader(join(import.meta.dirname, 'reader.js'));

/** What is wanted beside the cheap fields. */
export interface TableWishes {
  /** Sample twice, for rates. */
  readonly rates: boolean;
  /** Read dear fields too, for the rows that `rows` names. */
  readonly dear: boolean;
  /** Rows whose command lines and dear fields are read. */
  readonly rows?: (row: Row) => boolean;
}

/** Samples the table; twice where rates are wanted. What only the reader may read is read meanwhile. */
export async function readTable(choice: 'auto' | 'portable', wishes: TableWishes): Promise<Table> {
  const { rates, dear, rows: wants = () => true } = wishes;
  const provider: ProcessProvider = createProvider(choice);
  const reader = new Reader(launchReader);
  try {
    const sampler = new Sampler(provider, FIELDS);
    const offered = FIELDS.filter(({ id }) => provider.capabilities.fields.includes(id));
    const blocking = new BlockingReadings(reader, blockingRules(dear ? offered : offered.filter((field: Field) => field.isDear !== true)));
    const table = new ProcessTable();
    const first = await sampler.tick();
    table.load({ seq: 0, clock: first.clock, rows: first.added });
    const gap = rates || dear ? pause(SAMPLE_GAP_MS) : null;
    await blocking.read(table, wants);
    if (gap !== null) {
      await gap;
      if (dear) {
        const wanted = [...table.rows.values()].filter(wants).map(({ key }) => key);
        sampler.demand = joinWishes([{ fields: offered.map(({ id }) => id), keys: wanted }], offered);
      }
      table.apply(keepRead(await sampler.tick(), table, blocking.rules));
      await blocking.read(table, wants);
    }
    const tree = buildTree(table.rows.values());
    return { rows: [...table.rows.values()], clock: withAggregates(table.clock, tree, table.rows), capabilities: provider.capabilities };
  } finally {
    reader.close();
    provider.close();
  }
}

/** What the reader reads for a one-shot command: command lines once, counters of rates a second time. */
class BlockingReadings {
  readonly #before = new Map<string, Counters>();

  constructor(
    readonly reader: Reader,
    readonly rules: readonly BlockingRule[],
  ) {}

  async read(table: ProcessTable, wants: (row: Row) => boolean): Promise<void> {
    const rows = [...table.rows.values()].filter(wants);
    await Promise.all(this.rules.flatMap((rule) => rows.map((row) => this.#readOne(table, row, rule))));
  }

  async #readOne(table: ProcessTable, row: Row, rule: BlockingRule): Promise<void> {
    const { key } = row;
    const name = `${rule.file} ${key}`;
    const before = this.#before.get(name) ?? null;
    if (rule.isForAll ? row.unknown?.['args'] !== 'not-read' : before !== null && rule.rates.length === 0) return;
    const reason = reasonUnread(rule, row);
    const result = reason === null ? await this.reader.read(row.id.pid, key, rule.file, rule.limit) : null;
    const now = table.rows.get(key);
    if (now === undefined) return;
    const at = performance.now();
    const found = result === null ? foundNothing(rule, reason) : foundIn(rule, result, before, at);
    if (found === null) return;
    this.#before.set(name, { values: found.values, at });
    const change = changeBy(now, found);
    if (change !== null) table.rows.set(key, changeRow(now, change));
  }
}

/** The sampler's second look knows nothing of what was read in between; a process that was renamed has another command line. */
function keepRead(delta: Delta, table: ProcessTable, rules: readonly BlockingRule[]): Delta {
  const changed = delta.changed.map(([key, change]): readonly [ProcessKey, RowChange] => {
    const row = table.rows.get(key);
    if (change.unknown === undefined || row === undefined || 'comm' in change.values) return [key, change];
    return [key, { ...change, unknown: keepReasons(rules, row, change.unknown) }];
  });
  return { ...delta, changed };
}
