import type { Field, FieldValue } from '../../shared/fields/field.ts';
import { sentFields } from '../../shared/fields/registry.ts';
import { keyOf, type ProcessKey } from '../../shared/process/identity.ts';
import type { Reading, Row, RowChange, Unknowns } from '../../shared/process/row.ts';
import { rowOf } from '../../shared/process/row.ts';
import { type Delta, packRows } from '../../shared/process/snapshot.ts';
import { percentOfCore } from '../../shared/process/rates.ts';
import type { ProcessProvider, Sample } from './providers/provider.ts';

interface Known {
  reading: Reading;
  row: Row;
  /** The sample in which it was last seen. */
  seenAt: number;
  /** ms of the monotonic clock at which `reading` was made: rates count from there. */
  readAt: number;
  /** Whether a rate is shown that an unchanged reading would bring to 0. */
  isMoving: boolean;
}

/**
 * Turns samples of a provider into numbered deltas: adds rates, finds what is new, changed and gone.
 * A reading that is the same object as last time costs one comparison.
 */
export class Sampler {
  readonly #known = new Map<ProcessKey, Known>();
  readonly #sent: readonly string[];
  readonly #rates: readonly { readonly id: string; readonly of: string }[];
  #seq = 0;

  constructor(
    readonly provider: ProcessProvider,
    readonly fields: readonly Field[],
  ) {
    const offered = sentFields(fields);
    this.#sent = offered.map((field) => field.id);
    this.#rates = offered.flatMap((field) => ('rateOf' in field ? [{ id: field.id, of: field.rateOf }] : []));
  }

  /** Takes one sample. The first delta adds every process. Throws what the provider throws; the next call goes on from the last good sample. */
  async tick(): Promise<Delta> {
    return this.#compare(await this.provider.sample(this.fields));
  }

  /** The table as of the last sample. */
  rows(): Row[] {
    return Array.from(this.#known.values(), (known) => known.row);
  }

  #compare(sample: Sample): Delta {
    const seq = this.#seq++;
    const added: Row[] = [];
    const changed: [ProcessKey, RowChange][] = [];
    const gone: ProcessKey[] = [];
    for (const reading of sample.readings) {
      const key = keyOf(reading);
      const known = this.#known.get(key);
      if (known === undefined) {
        const row = this.#newRow(reading);
        this.#known.set(key, { reading, row, seenAt: seq, readAt: sample.monotonic, isMoving: false });
        added.push(row);
        continue;
      }
      known.seenAt = seq;
      if (known.reading === reading && !known.isMoving && known.row.unknown === reading.unknown) {
        known.readAt = sample.monotonic;
        continue;
      }
      const change = this.#update(known, reading, sample.monotonic);
      if (change !== null) changed.push([key, change]);
    }
    for (const [key, known] of this.#known) {
      if (known.seenAt === seq) continue;
      this.#known.delete(key);
      gone.push(key);
    }
    return { seq, clock: sample.clock, added: packRows(added, this.#sent), changed, gone };
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
  #update(known: Known, reading: Reading, now: number): RowChange | null {
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
    known.isMoving = false;
    const old = known.row.values as unknown as Readonly<Record<string, FieldValue>>;
    for (const { id, of } of this.#rates) {
      const rate = percentOfCore(known.reading.values[of], reading.values[of], now - known.readAt);
      if (rate !== null && rate > 0) known.isMoving = true;
      if (rate !== old[id]) {
        values[id] = rate;
        hasChanged = true;
      }
    }
    const hasNewReasons = !isSameReasons(known.row.unknown, reading.unknown);
    known.reading = reading;
    known.readAt = now;
    // Also where nothing differs: the next look compares the reasons by identity.
    known.row = { ...known.row, values: hasChanged ? { ...known.row.values, ...values } : known.row.values, unknown: reading.unknown };
    if (!hasChanged && !hasNewReasons) return null;
    return hasNewReasons ? { values, unknown: reading.unknown } : { values };
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
