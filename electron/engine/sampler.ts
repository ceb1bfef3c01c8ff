import type { Field, FieldValue } from '../../shared/fields/field.ts';
import { sentFields } from '../../shared/fields/registry.ts';
import { packChanges } from '../../shared/process/changeBlock.ts';
import { type Demand, NO_DEMAND } from '../../shared/process/demand.ts';
import { keyOf, type ProcessKey } from '../../shared/process/identity.ts';
import type { Reading, Row, RowChange, Unknowns } from '../../shared/process/row.ts';
import { rowOf } from '../../shared/process/row.ts';
import { type Delta, packRows } from '../../shared/process/snapshot.ts';
import { percentOfCore } from '../../shared/process/rates.ts';
import type { ProcessProvider, Sample } from './providers/provider.ts';

interface Known {
  reading: Reading;
  row: Row;
  /** Number of the sample in which it last changed. */
  changedAt: number;
}

/**
 * Turns samples of a provider into numbered deltas: adds rates, finds what is new, changed and gone. A process of which nothing
 * changed costs nothing here where the provider says what did.
 */
export class Sampler {
  readonly #known = new Map<ProcessKey, Known>();
  /** Those with a rate that an unchanged reading brings to 0. */
  readonly #moving = new Set<Known>();
  readonly #sent: readonly string[];
  readonly #rates: readonly { readonly id: string; readonly of: string }[];
  /** Dear fields to be read from the next sample on. */
  demand: Demand = NO_DEMAND;
  /** Whether anyone looks. */
  isSeen = true;
  #seq = 0;
  #sampledAt = Number.NaN;

  constructor(
    readonly provider: ProcessProvider,
    readonly fields: readonly Field[],
  ) {
    const offered = sentFields(fields);
    this.#sent = offered.map((field) => field.id);
    this.#rates = offered.flatMap((field) => ('rateOf' in field && field.isDear !== true ? [{ id: field.id, of: field.rateOf }] : []));
  }

  /** Takes one sample. The first delta adds every process. Throws what the provider throws; the next call goes on from the last good sample. */
  async tick(): Promise<Delta> {
    return this.#compare(await this.provider.sample(this.fields, this.demand, this.isSeen));
  }

  #compare(sample: Sample): Delta {
    const seq = this.#seq++;
    const elapsed = sample.monotonic - this.#sampledAt;
    this.#sampledAt = sample.monotonic;
    const { changed: readings, gone: ended, lastLook } = sample.changes ?? this.#changesOf(sample.readings);
    const added: Row[] = [];
    const changed: [ProcessKey, RowChange][] = [];
    const gone: ProcessKey[] = [];
    for (const reading of ended) {
      const key = keyOf(reading);
      const known = this.#known.get(key);
      if (known === undefined) continue;
      this.#known.delete(key);
      this.#moving.delete(known);
      gone.push(key);
    }
    for (const reading of readings) {
      const key = keyOf(reading);
      const known = this.#known.get(key);
      if (known === undefined) {
        const row = this.#newRow(reading);
        const fresh: Known = { reading, row, changedAt: seq };
        this.#known.set(key, fresh);
        this.#moving.add(fresh);
        added.push(row);
      } else {
        const since = lastLook.get(reading);
        const change = this.#update(known, reading, since === undefined ? elapsed : sample.monotonic - since, seq);
        if (change !== null) changed.push([key, change]);
      }
    }
    for (const known of this.#moving) {
      if (known.changedAt === seq) continue;
      const change = this.#update(known, known.reading, elapsed, seq);
      if (change !== null) changed.push([known.row.key, change]);
    }
    return { seq, clock: sample.clock, added: packRows(added, this.#sent), changed: packChanges(changed), gone };
  }

  /** For a provider that does not say what changed: what is not the same object as last time. */
  #changesOf(readings: readonly Reading[]): NonNullable<Sample['changes']> {
    const seen = new Set<ProcessKey>();
    const changed: Reading[] = [];
    for (const reading of readings) {
      const key = keyOf(reading);
      seen.add(key);
      if (this.#known.get(key)?.reading !== reading) changed.push(reading);
    }
    const gone = [...this.#known].flatMap(([key, { reading }]) => (seen.has(key) ? [] : [reading]));
    return { changed, gone, lastLook: new Map() };
  }

  /** The first sample has no rates: unknown, not 0. */
  #newRow(reading: Reading): Row {
    if (this.#rates.length === 0) return rowOf(reading.values, reading.unknown);
    const values: Record<string, FieldValue> = { ...reading.values };
    const unknown: Record<string, Unknowns[string]> = { ...reading.unknown };
    for (const { id, of } of this.#rates) {
      values[id] = null;
      if (reading.values[of] !== null && reading.values[of] !== undefined) unknown[id] = 'first-sample';
    }
    return rowOf(values, Object.keys(unknown).length === 0 ? null : unknown);
  }

  /** What differs between the row and the new reading with its rates; null where nothing does. */
  #update(known: Known, reading: Reading, elapsed: number, seq: number): RowChange | null {
    const values: Record<string, FieldValue> = {};
    let hasChanged = false;
    if (known.reading !== reading) {
      for (const id in reading.values) {
        const value = reading.values[id]!;
        if (!isSameValue(value, known.reading.values[id] ?? null)) {
          values[id] = value;
          hasChanged = true;
        }
      }
    }
    // A process that is read twice in one sample keeps the rate of the first reading: the second has no time of its own.
    if (known.changedAt !== seq) hasChanged = this.#takeRates(known, reading, elapsed, values) || hasChanged;
    known.changedAt = seq;
    const hasNewReasons = !isSameReasons(known.row.unknown, reading.unknown);
    known.reading = reading;
    if (!hasChanged && !hasNewReasons) return null;
    known.row = { ...known.row, values: hasChanged ? { ...known.row.values, ...values } : known.row.values, unknown: reading.unknown };
    return hasNewReasons ? { values, unknown: reading.unknown } : { values };
  }

  /** Puts the rates that changed into `values`; true where there are any. */
  #takeRates(known: Known, reading: Reading, elapsed: number, values: Record<string, FieldValue>): boolean {
    const old = known.row.values as unknown as Readonly<Record<string, FieldValue>>;
    let hasChanged = false;
    let isMoving = false;
    for (const { id, of } of this.#rates) {
      const rate = percentOfCore(known.reading.values[of], reading.values[of], elapsed);
      if (rate !== null && rate > 0) isMoving = true;
      if (rate !== old[id]) {
        values[id] = rate;
        hasChanged = true;
      }
    }
    if (isMoving) this.#moving.add(known);
    else this.#moving.delete(known);
    return hasChanged;
  }
}

function isSameValue(a: FieldValue, b: FieldValue): boolean {
  if (a === b) return true;
  return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((part, i) => part === b[i]);
}

function isSameReasons(a: Unknowns | null, b: Unknowns | null): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}
