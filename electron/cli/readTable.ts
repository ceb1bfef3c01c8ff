import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock, Field } from '../../shared/fields/field.ts';
import { FIELDS } from '../../shared/fields/registry.ts';
import { withAggregates } from '../../shared/process/aggregates.ts';
import { changedValues, mapReasons } from '../../shared/process/changeBlock.ts';
import { joinWishes } from '../../shared/process/demand.ts';
import { changeRow, type Row } from '../../shared/process/row.ts';
import { type Delta, ProcessTable } from '../../shared/process/snapshot.ts';
import { buildTree } from '../../shared/process/tree.ts';
import { fieldsOf, type Matcher, matcherOf } from '../../shared/query/matchQuery.ts';
import type { Query } from '../../shared/query/query.ts';
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
import type { HelperProgram } from '../engine/privilege/elevatedCommand.ts';
import { forkReader } from '../engine/reader/readerChild.ts';
import { Reader } from '../engine/reader/reader.ts';
import { Sampler } from '../engine/sampler.ts';

/** The table once, for a one-shot command. */
export interface Table {
  readonly rows: readonly Row[];
  /** Those that were asked for. */
  readonly found: readonly Row[];
  readonly clock: Clock;
  readonly capabilities: ProviderCapabilities;
}

/** Far enough apart for a CPU percentage of whole ticks (10 ms) to mean something. */
const SAMPLE_GAP_MS = 500;

/** Launches the reader that is built beside this program. */
export const launchReader = forkReader(join(import.meta.dirname, 'reader.js'));

/** What is run with privilege, built beside this program. */
export const HELPER: HelperProgram = { node: process.execPath, isElectron: false, script: join(import.meta.dirname, 'privilegeHelper.js') };

/** What is wanted beside the cheap fields. */
export interface TableWishes {
  /** Sample twice, for rates. */
  readonly rates: boolean;
  /** Read dear fields too, for the rows that `rows` names. */
  readonly dear: boolean;
  /** Rows whose command lines and dear fields are read. */
  readonly rows?: (row: Row) => boolean;
  /** What is asked of these rows besides. */
  readonly query?: Query | null;
}

/** Samples the table; twice where rates are wanted. What only the reader may read is read meanwhile. */
export async function readTable(choice: 'auto' | 'portable', { rates, dear, rows: wants = () => true, query = null }: TableWishes): Promise<Table> {
  const provider: ProcessProvider = createProvider(choice);
  const reader = new Reader(launchReader);
  const isMeant = query === null ? () => true : matcherOf(query);
  // Dear fields are read of the rows that cheap ones chose. A query for dear ones must have them of every row.
  const asksForDear = query !== null && [...fieldsOf(query)].some((field) => field.isDear === true);
  try {
    const reading = new TableReading(provider, reader);
    await reading.begin();
    let isChosen = wants;
    if ((!dear || query !== null) && !asksForDear) {
      await reading.read(
        reading.offered.filter((field) => field.isDear !== true),
        wants,
        rates,
      );
      const chosen = new Set(reading.rowsWhere((row, clock) => wants(row) && isMeant(row, clock)).map(({ key }) => key));
      isChosen = (row) => chosen.has(row.key);
    }
    if (dear || asksForDear) await reading.read(reading.offered, isChosen, true);
    return {
      rows: reading.rowsWhere(() => true),
      // The values that are shown are those that are asked for: what no longer fits is left out.
      found: reading.rowsWhere((row, clock) => isChosen(row) && isMeant(row, clock)),
      clock: reading.clock(),
      capabilities: provider.capabilities,
    };
  } finally {
    reader.close();
    provider.close();
  }
}

/** A table in the making. */
class TableReading {
  readonly table = new ProcessTable();
  readonly offered: readonly Field[];
  readonly #sampler: Sampler;

  constructor(
    readonly provider: ProcessProvider,
    readonly reader: Reader,
  ) {
    this.#sampler = new Sampler(provider, FIELDS);
    this.offered = FIELDS.filter(({ id }) => provider.capabilities.fields.includes(id));
  }

  async begin(): Promise<void> {
    const first = await this.#sampler.tick();
    this.table.load({ seq: 0, clock: first.clock, rows: first.added });
  }

  /** The moment of the last sample, with what the whole tree tells. */
  clock(): Clock {
    const { rows, clock } = this.table;
    return withAggregates(clock, buildTree(rows.values()), rows);
  }

  rowsWhere(isMeant: Matcher): Row[] {
    const clock = this.clock();
    return [...this.table.rows.values()].filter((row) => isMeant(row, clock));
  }

  /** Reads the given fields of the rows that are wanted, and samples once more where rates are. */
  async read(fields: readonly Field[], wants: (row: Row) => boolean, rates: boolean): Promise<void> {
    const { table } = this;
    const blocking = new BlockingReadings(this.reader, blockingRules(fields));
    const gap = rates ? pause(SAMPLE_GAP_MS) : null;
    await blocking.read(table, wants);
    if (gap === null) return;
    await gap;
    const wanted = [...table.rows.values()].filter(wants).map(({ key }) => key);
    this.#sampler.demand = joinWishes([{ fields: fields.map(({ id }) => id), keys: wanted }], this.offered);
    table.apply(keepRead(await this.#sampler.tick(), table, blocking.rules));
    await blocking.read(table, wants);
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
  const renamed = changedValues(delta.changed, ['comm']);
  const changed = mapReasons(delta.changed, (key, reported) => {
    const row = table.rows.get(key);
    return row === undefined || renamed.has(key) ? reported : keepReasons(rules, row, reported);
  });
  return { ...delta, changed };
}
