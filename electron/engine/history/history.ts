import type { Clock, FieldValue } from '../../../shared/fields/field.ts';
import { changedValues } from '../../../shared/process/changeBlock.ts';
import { cutHoles, HISTORY_IDS, HISTORY_MS, HISTORY_SERIES, type HistorySeries, type Steps, type Track } from '../../../shared/process/history.ts';
import type { ProcessKey } from '../../../shared/process/identity.ts';
import type { Row } from '../../../shared/process/row.ts';
import { type Delta, keysOf } from '../../../shared/process/snapshot.ts';
import { PointLists, type Points } from './pointLists.ts';
import { SampleTimes } from './sampleTimes.ts';
import { FINE_MS, thin } from './thin.ts';

/**
 * Blocks of 8 points, together 3.3 MB: 390,000 steps. 5,000 processes that mostly sleep take a tenth of it (README, "What it costs"). Where more is
 * wanted the exited go first, then each gives up its own oldest: what it had is unknown then.
 */
const MOST_BLOCKS = 48 * 1024;
/** Exited processes that are remembered; a fork storm must not push memory up. */
const MOST_ENDED = 2_000;
/** ms: who lived shorter leaves no history, for thousands a minute do; but who was looked at within this time. */
const SHORT_LIFE = 10_000;
/** Each is looked through, for what is too old or too fine, once in so many samples. */
const TURNS = 32;

type Values = Readonly<Record<string, FieldValue | undefined>>;
type Present = readonly number[];
interface Ended {
  readonly at: number;
  readonly endedAt: number;
  readonly bornAt: number;
  readonly present: Present;
}

/** What each series is read from, by field id. */
const READERS: Readonly<
  Record<HistorySeries, { readonly fields: readonly string[]; readonly read: (value: (id: string) => FieldValue | undefined) => number }>
> = {
  cpu: { fields: ['cpuPercent'], read: (value) => Math.round(numberOf(value('cpuPercent')) * 10) / 10 },
  memory: { fields: ['rss'], read: (value) => numberOf(value('rss')) },
  io: { fields: ['readRate', 'writeRate'], read: (value) => sumOf(value('readRate'), value('writeRate')) },
  threads: { fields: ['threads'], read: (value) => numberOf(value('threads')) },
};
const SERIES = HISTORY_IDS.map((id, index) => ({ id, index, isRate: HISTORY_SERIES[id].isRate, ...READERS[id] }));
const COUNT = SERIES.length;
const READ_FIELDS = [...new Set(SERIES.flatMap(({ fields }) => fields))];

/**
 * CPU, memory, I/O and threads of every process over the last ten minutes, taken from the deltas of the table. It notes what changed and nothing
 * else: a process that sleeps costs neither time nor memory. Unknown is NaN inside and null outside.
 */
export class History {
  readonly #times = new SampleTimes();
  readonly #lists: PointLists;
  readonly #slotOf = new Map<ProcessKey, number>();
  readonly #keys: (ProcessKey | null)[] = [];
  readonly #freeSlots: number[] = [];
  readonly #ended = new Map<ProcessKey, Ended>();
  /** When somebody looked at whom, the last one last. */
  readonly #seenAt = new Map<ProcessKey, number>();
  /** Who came with the last sample, and with the one before: their first CPU percent follows no value. */
  #fresh: Set<ProcessKey> = new Set();
  #fresher: Set<ProcessKey> = new Set();
  readonly #points: Points = { ticks: [], values: [] };
  #turn = 0;

  constructor(mostBlocks = MOST_BLOCKS) {
    this.#lists = new PointLists(mostBlocks);
  }

  /** Bytes of its arrays, and who is remembered. */
  get size(): { readonly bytes: number; readonly tracks: number; readonly ended: number; readonly blocks: number } {
    return {
      bytes: this.#lists.pool.bytes + this.#lists.bytes,
      tracks: this.#slotOf.size,
      ended: this.#ended.size,
      blocks: this.#lists.pool.used,
    };
  }

  /** A sample was taken: `now` is ms of a monotonic clock, `pace` ms between samples while somebody looks. What `take` hears next belongs to it. */
  tick(now: number, { takenAt }: Clock, pace = 0): void {
    this.#times.add(now, takenAt, pace);
    this.#fresh = this.#fresher;
    this.#fresher = new Set();
    for (const [key, { at }] of this.#ended) {
      if (now - at < HISTORY_MS) break;
      this.#forget(key);
    }
    for (const [key, at] of this.#seenAt) {
      if (now - at < SHORT_LIFE) break;
      this.#seenAt.delete(key);
    }
    this.#turn = (this.#turn + 1) % TURNS;
    for (let slot = this.#turn; slot < this.#keys.length; slot += TURNS) this.#tidy(slot);
  }

  /** Takes in a delta, before the table does: `rows` are those of before. */
  take(delta: Delta, rows: ReadonlyMap<ProcessKey, Row>): void {
    for (const key of delta.gone) {
      const row = rows.get(key);
      if (row !== undefined) this.#end(row, delta.clock);
    }
    for (const key of keysOf(delta.added)) {
      this.#forget(key);
      this.#fresher.add(key);
    }
    for (const [key, values] of changedValues(delta.changed, READ_FIELDS)) {
      const row = rows.get(key);
      if (row === undefined) continue;
      const before = row.values as Values;
      for (const { index, fields, read } of SERIES) {
        if (!fields.some((id) => id in values)) continue;
        const old = read((id) => before[id]);
        const isSame = Object.is(
          old,
          read((id) => (id in values ? values[id] : before[id])),
        );
        if (!isSame && !(index === 0 && Number.isNaN(old) && this.#fresh.has(key))) this.#note(key, index, old);
      }
    }
  }

  /** Somebody looks at these processes. */
  see(keys: readonly ProcessKey[]): void {
    for (const key of keys) {
      this.#seenAt.delete(key);
      this.#seenAt.set(key, this.#times.now);
    }
  }

  /** What is remembered of these processes; who is not is left out. `rows` is the table as it is now. */
  tracks(keys: readonly ProcessKey[], wanted: readonly HistorySeries[], overMs: number, rows: ReadonlyMap<ProcessKey, Row>, clock: Clock): Track[] {
    if (this.#times.last < 0) return [];
    const holes = this.#times.holes();
    const series = SERIES.filter(({ id }) => wanted.includes(id));
    return keys.flatMap((key) => {
      const row = rows.get(key);
      const ended = this.#ended.get(key) ?? null;
      if (row === undefined && ended === null) return [];
      const present = row === undefined ? ended!.present : presentOf(row);
      const bornAt = row === undefined ? ended!.bornAt : this.#times.now - ageOf(row, clock);
      const known = series.map(({ id, index, isRate }) => {
        const steps = this.#stepsOf(key, index, { isRate, present: present[index]!, bornAt, overMs, end: row === undefined ? ended!.at : null });
        return [id, cutHoles(steps, holes)] as const;
      });
      return [{ key, endedAt: row === undefined ? ended!.endedAt : null, series: Object.fromEntries(known) }];
    });
  }

  #stepsOf(
    key: ProcessKey,
    index: number,
    { isRate, present, bornAt, overMs, end }: { isRate: boolean; present: number; bornAt: number; overMs: number; end: number | null },
  ): Steps {
    const times = this.#times;
    const { now } = times;
    const slot = this.#slotOf.get(key);
    const list = slot === undefined ? null : slot * COUNT + index;
    // At its first sample a level is known, and a rate from it on.
    let at = Math.max(now - overMs, times.timeOf(times.firstAfter(bornAt)));
    const ago: number[] = [];
    const values: (number | null)[] = [];
    const put = (from: number, value: number): void => {
      const shown = Number.isNaN(value) ? null : index === 0 ? Math.round(value * 10) / 10 : value;
      if (values.length > 0 && values.at(-1) === shown) return;
      ago.push(Math.max(0, Math.round(now - from)));
      values.push(shown);
    };
    if (list !== null) {
      const since = this.#lists.sinceOf(list);
      if (since > 0 && times.timeOf(since) > at) {
        put(at, Number.NaN);
        at = times.timeOf(since);
      }
      this.#lists.read(list, this.#points);
      const { ticks, values: noted } = this.#points;
      for (let i = 0; i < ticks.length; i++) {
        const edge = times.timeOf(isRate ? ticks[i]! - 1 : ticks[i]!);
        if (edge <= at) continue;
        put(at, noted[i]!);
        at = edge;
      }
    }
    if (end === null || end > at) put(at, present);
    if (end !== null) put(Math.max(end, now - overMs), Number.NaN);
    return { ago, values };
  }

  #note(key: ProcessKey, index: number, value: number): void {
    let slot = this.#slotOf.get(key);
    if (slot === undefined) {
      slot = this.#freeSlots.pop() ?? this.#keys.length;
      this.#keys[slot] = key;
      this.#slotOf.set(key, slot);
      this.#lists.reserve((slot + 1) * COUNT);
    }
    this.#lists.append(slot * COUNT + index, this.#times.last, value, () => this.#forgetOldestEnded());
  }

  #end(row: Row, clock: Clock): void {
    const lived = ageOf(row, clock);
    if (lived < SHORT_LIFE && !this.#seenAt.has(row.key)) return this.#forget(row.key);
    const { now } = this.#times;
    this.#ended.set(row.key, { at: now, endedAt: clock.takenAt, bornAt: now - lived, present: presentOf(row) });
    if (this.#ended.size > MOST_ENDED) this.#forgetOldestEnded();
  }

  /** Lets go of who ended first; false where nobody has. */
  #forgetOldestEnded(): boolean {
    const [oldest] = this.#ended.keys();
    if (oldest === undefined) return false;
    this.#forget(oldest);
    return true;
  }

  #forget(key: ProcessKey): void {
    this.#ended.delete(key);
    const slot = this.#slotOf.get(key);
    if (slot === undefined) return;
    for (let index = 0; index < COUNT; index++) this.#lists.clear(slot * COUNT + index);
    this.#free(slot, key);
  }

  #free(slot: number, key: ProcessKey): void {
    this.#slotOf.delete(key);
    this.#keys[slot] = null;
    this.#freeSlots.push(slot);
  }

  /** Thins what has grown old in a slot, and gives back one in which nothing is left. */
  #tidy(slot: number): void {
    const key = this.#keys[slot];
    if (key === null || key === undefined) return;
    const lists = this.#lists;
    const from = this.#times.now - HISTORY_MS;
    let isEmpty = true;
    for (let list = slot * COUNT; list < (slot + 1) * COUNT; list++) {
      if (lists.sinceOf(list) > 0 && this.#times.timeOf(lists.sinceOf(list)) <= from) lists.forgetSince(list);
      if (!lists.isEmpty(list)) {
        lists.read(list, this.#points);
        if (thin(this.#points, (tick) => this.#times.timeOf(tick), from, this.#times.now - FINE_MS)) lists.replace(list, this.#points);
      }
      if (!lists.isEmpty(list) || lists.sinceOf(list) > 0) isEmpty = false;
    }
    if (isEmpty) this.#free(slot, key);
  }
}

const numberOf = (value: FieldValue | undefined): number => (typeof value === 'number' ? value : Number.NaN);

/** NaN where neither is known. */
function sumOf(a: FieldValue | undefined, b: FieldValue | undefined): number {
  return typeof a !== 'number' && typeof b !== 'number' ? Number.NaN : (typeof a === 'number' ? a : 0) + (typeof b === 'number' ? b : 0);
}

function presentOf({ values }: Row): Present {
  return SERIES.map(({ read }) => read((id) => (values as Values)[id]));
}

/** ms that it has lived at the sample; Infinity where the system tells no start. */
function ageOf({ id: { startTime } }: Row, { takenAt, bootedAt, msPerStartUnit }: Clock): number {
  return startTime === null ? Number.POSITIVE_INFINITY : takenAt - (bootedAt + startTime * msPerStartUnit);
}
