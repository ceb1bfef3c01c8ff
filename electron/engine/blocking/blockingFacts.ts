import type { Field } from '../../../shared/fields/field.ts';
import { type Demand, NO_DEMAND } from '../../../shared/process/demand.ts';
import type { ProcessKey } from '../../../shared/process/identity.ts';
import type { Row, RowChange } from '../../../shared/process/row.ts';
import type { ReadResult } from '../reader/orderQueue.ts';
import type { Reader } from '../reader/reader.ts';
import { type BlockingRule, blockingRules, changeBy, type Counters, type Found, foundIn, foundNothing, reasonUnread } from './blockingRules.ts';

/** Answers that come within this time make one delta; and so far apart are deltas, for each makes every view put its table in order again. */
const GATHER_MS = 30;
const FLUSH_EVERY_MS = 120;
/** A blocked file is asked for again after this, when the reader has forgotten it. */
const RETRY_BLOCKED_MS = 30_500;
/** What was denied or failed is asked for again after this (D10). */
const RETRY_DENIED_MS = 30_000;

/** What is kept of a file of a row in view. */
interface Watched {
  /** ms of the monotonic clock from which it may be read again. */
  dueAt: number;
  counters: Counters | null;
}

/** Row changes found by reading, by row. */
export type FoundChanges = readonly (readonly [ProcessKey, RowChange])[];

/**
 * Fills in what only the reader may read. Command lines: once per identity, again when the name changes, for then another program runs
 * there (A19), and now and then for rows in view. All else for rows in view alone, and only what some view shows.
 */
export class BlockingFacts {
  readonly rules: readonly BlockingRule[];
  /** Under way, and wanted again when it has come: file and key. */
  readonly #reading = new Set<string>();
  readonly #again = new Set<string>();
  readonly #retrying = new Set<string>();
  /** ms of the monotonic clock until which a file that was denied is left alone, also out of view. */
  readonly #restsUntil = new Map<string, number>();
  readonly #watched = new Map<ProcessKey, Map<BlockingRule, Watched>>();
  /** Whether the provider leaves these files to us; another one may tell command lines in its own way. */
  readonly #isOurs: boolean;
  #rulesOf = new WeakMap<readonly string[], readonly BlockingRule[]>();
  #demand: Demand = NO_DEMAND;
  #found = new Map<ProcessKey, Found[]>();
  #gather: NodeJS.Timeout | null = null;
  #flushedAt = Number.NEGATIVE_INFINITY;

  /** `current` finds a row of the table as it is now; `onFound` takes the changes. */
  constructor(
    fields: readonly Field[],
    readonly reader: Reader,
    readonly current: (key: ProcessKey) => Row | undefined,
    readonly onFound: (changes: FoundChanges) => void,
  ) {
    this.rules = blockingRules(fields);
    this.#isOurs = this.rules.some((rule) => !rule.isForAll);
    reader.onReleased = (key) => {
      const row = current(key);
      if (row !== undefined) this.request(row);
    };
  }

  /** Reads what every row has, of a row that is new or runs another program; while one is under way a second order waits for it. */
  request(row: Row): void {
    for (const rule of this.rules) if (rule.isForAll) this.#order(row, rule);
  }

  /** Which rows are in view from now on, and what is shown of them. What leaves the view is unknown, not old. */
  watch(demand: Demand): void {
    this.#demand = demand;
    for (const [key, files] of this.#watched) {
      const rules = this.#rulesFor(demand.get(key));
      for (const rule of files.keys()) {
        if (rules.includes(rule)) continue;
        files.delete(rule);
        if (!rule.isForAll) this.#take(key, foundNothing(rule, null));
      }
      if (files.size === 0) this.#watched.delete(key);
    }
    this.refresh();
  }

  /** Reads again what is due for the rows in view. To be called at each sample. */
  refresh(): void {
    const now = performance.now();
    for (const [key, ids] of this.#demand) {
      const row = this.current(key);
      if (row === undefined) {
        this.#watched.delete(key);
        continue;
      }
      for (const rule of this.#rulesFor(ids)) this.#watchRow(row, rule, now);
    }
    for (const [name, until] of this.#restsUntil) if (until <= now) this.#restsUntil.delete(name);
  }

  close(): void {
    if (this.#gather !== null) clearTimeout(this.#gather);
  }

  #rulesFor(ids: readonly string[] | undefined): readonly BlockingRule[] {
    if (ids === undefined) return [];
    let rules = this.#rulesOf.get(ids);
    if (rules === undefined) {
      rules = this.#isOurs ? this.rules.filter((rule) => rule.ids.some((id) => ids.includes(id))) : [];
      this.#rulesOf.set(ids, rules);
    }
    return rules;
  }

  #watchRow(row: Row, rule: BlockingRule, now: number): void {
    let files = this.#watched.get(row.key);
    if (files === undefined) {
      files = new Map<BlockingRule, Watched>();
      this.#watched.set(row.key, files);
    }
    let watched = files.get(rule);
    if (watched === undefined) {
      // A command line was read when the row came.
      watched = { dueAt: rule.isForAll ? now + rule.every : now, counters: null };
      files.set(rule, watched);
    }
    if (now < watched.dueAt) return;
    watched.dueAt = now + rule.every;
    const reason = reasonUnread(rule, row);
    if (reason === null) this.#order(row, rule);
    else if (!rule.isForAll) this.#take(row.key, foundNothing(rule, reason));
  }

  #order(row: Row, rule: BlockingRule): void {
    const name = `${rule.file} ${row.key}`;
    if (this.#reading.has(name)) {
      if (rule.isForAll) this.#again.add(name);
      return;
    }
    if ((this.#restsUntil.get(name) ?? 0) > performance.now()) {
      if (!rule.isForAll) this.#take(row.key, foundNothing(rule, 'denied'));
      return;
    }
    this.#reading.add(name);
    void this.reader.read(row.id.pid, row.key, rule.file, rule.limit).then((result) => this.#answer(row.key, rule, result));
  }

  #answer(key: ProcessKey, rule: BlockingRule, result: ReadResult): void {
    const name = `${rule.file} ${key}`;
    this.#reading.delete(name);
    const isWantedAgain = this.#again.delete(name);
    const row = this.current(key);
    if (row === undefined) return;
    if (isWantedAgain) this.#order(row, rule);
    const at = performance.now();
    const watched = this.#watched.get(key)?.get(rule);
    if (result.kind === 'denied') this.#restsUntil.set(name, at + RETRY_DENIED_MS);
    if (watched !== undefined && result.kind === 'failed') watched.dueAt = at + RETRY_DENIED_MS;
    if (rule.isForAll && result.kind === 'blocked') this.#retry(key, rule);
    // It may have left the view meanwhile.
    if (!rule.isForAll && watched === undefined) return;
    const found = foundIn(rule, result, watched?.counters ?? null, at);
    if (found === null) return;
    if (watched !== undefined) watched.counters = result.kind === 'read' ? { values: found.values, at } : null;
    this.#take(key, found);
  }

  #retry(key: ProcessKey, rule: BlockingRule): void {
    const name = `${rule.file} ${key}`;
    if (this.#retrying.has(name)) return;
    this.#retrying.add(name);
    setTimeout(() => {
      this.#retrying.delete(name);
      const blocked = this.current(key);
      if (blocked !== undefined) this.#order(blocked, rule);
    }, RETRY_BLOCKED_MS).unref();
  }

  #take(key: ProcessKey, found: Found): void {
    const earlier = this.#found.get(key);
    if (earlier === undefined) this.#found.set(key, [found]);
    else earlier.push(found);
    this.#gather ??= setTimeout(() => this.#flush(), Math.max(GATHER_MS, this.#flushedAt + FLUSH_EVERY_MS - performance.now()));
  }

  #flush(): void {
    this.#gather = null;
    this.#flushedAt = performance.now();
    const found = this.#found;
    this.#found = new Map();
    const changes: [ProcessKey, RowChange][] = [];
    for (const [key, parts] of found) {
      const row = this.current(key);
      if (row === undefined) continue;
      const joined = parts.reduce((all, part) => ({ values: { ...all.values, ...part.values }, unknown: { ...all.unknown, ...part.unknown } }));
      const change = changeBy(row, joined);
      if (change !== null) changes.push([key, change]);
    }
    if (changes.length > 0) this.onFound(changes);
  }
}
