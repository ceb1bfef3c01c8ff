import type { BlockingSource, Field, FieldValue, UnknownReason } from '../../../shared/fields/field.ts';
import { perSecond } from '../../../shared/process/rates.ts';
import type { Row, RowChange, Unknowns } from '../../../shared/process/row.ts';
import { isZombie } from '../../../shared/process/stat.ts';
import { splitArguments } from '../providers/linux/bytesToText.ts';
import { convertStatus, parseStatus } from '../providers/linux/readingPlan.ts';
import type { ReadResult } from '../reader/orderQueue.ts';

type BlockingFile = BlockingSource['from'];

/** How one blocking file is read, and which fields it tells. */
export interface BlockingRule {
  readonly file: BlockingFile;
  readonly columns: readonly { readonly id: string; readonly source: BlockingSource }[];
  readonly rates: readonly { readonly id: string; readonly of: string }[];
  /** All ids that it tells: columns and rates. */
  readonly ids: readonly string[];
  /** Most bytes that are read of it. */
  readonly limit: number;
  /** ms between two readings for a row in view. */
  readonly every: number;
  /** Whether it is read for every row once, in view or not. */
  readonly isForAll: boolean;
}

/** What a reading told: values by field id, and the reasons; a reason of null says that there is no longer one. */
export interface Found {
  readonly values: Readonly<Record<string, FieldValue>>;
  readonly unknown: Readonly<Record<string, UnknownReason | null>>;
}

/** Counters of an earlier reading, and its moment in ms of a monotonic clock. */
export interface Counters {
  readonly values: Readonly<Record<string, FieldValue>>;
  readonly at: number;
}

/** A process can make its own command line 2 GiB long (A17). smaps_rollup walks all of the process's memory: the dearest of them. */
const FILES: Readonly<Record<BlockingFile, Pick<BlockingRule, 'limit' | 'every' | 'isForAll'>>> = {
  cmdline: { limit: 4096, every: 8_000, isForAll: true },
  smaps_rollup: { limit: 4096, every: 2_000, isForAll: false },
  io: { limit: 1024, every: 900, isForAll: false },
  wchan: { limit: 256, every: 900, isForAll: false },
};

/** What a process without memory of its own has none of. */
const NEEDS_MEMORY: readonly BlockingFile[] = ['cmdline', 'smaps_rollup'];

/** The blocking files that the given fields come from. */
export function blockingRules(fields: readonly Field[]): BlockingRule[] {
  return (Object.keys(FILES) as BlockingFile[]).flatMap((file) => {
    const columns = fields.flatMap((field) => {
      const source = 'sources' in field ? field.sources.linux : null;
      return source !== null && source.from === file ? [{ id: field.id, source }] : [];
    });
    if (columns.length === 0) return [];
    const rates = fields.flatMap((field) => ('rateOf' in field && columns.some(({ id }) => id === field.rateOf) ? [{ id: field.id, of: field.rateOf }] : []));
    return [{ file, columns, rates, ids: [...columns, ...rates].map(({ id }) => id), ...FILES[file] }];
  });
}

/** Why the file need not be read of this process; null where it must be. */
export function reasonUnread({ file }: BlockingRule, { values }: Row): UnknownReason | null {
  if (isZombie(values) && file !== 'io') return 'zombie';
  return values.isKernelThread === true && NEEDS_MEMORY.includes(file) ? 'kernel-thread' : null;
}

/**
 * What a result tells of its row; null where the process is gone. A command line that was known stays when it cannot be read again; another
 * value that cannot be read any more is unknown. `before` is the last reading, for rates; `at` is ms of a
 * monotonic clock.
 */
export function foundIn(rule: BlockingRule, result: ReadResult, before: Counters | null, at: number): Found | null {
  if (result.kind === 'gone') return null;
  if (rule.file === 'cmdline') {
    const [column] = rule.columns;
    if (result.kind !== 'read') return { values: {}, unknown: { [column!.id]: result.kind } };
    return { values: { [column!.id]: splitArguments(result.bytes) }, unknown: { [column!.id]: result.isCut ? 'cut' : null } };
  }
  if (result.kind !== 'read') return foundNothing(rule, result.kind);
  const text = Buffer.from(result.bytes).toString('latin1');
  const keys = rule.columns.flatMap(({ source }) => ('key' in source ? [source.key] : []));
  const lines = parseStatus(`\n${text}`, keys);
  const values: Record<string, FieldValue> = {};
  const unknown: Record<string, UnknownReason | null> = {};
  for (const { id, source } of rule.columns) {
    const value = 'key' in source ? convertStatus(lines.get(source.key), source.from === 'io' ? 'number' : 'kibibytes') : parseWchan(text);
    values[id] = value;
    unknown[id] = value !== null ? null : 'key' in source ? 'unsupported' : 'none';
  }
  for (const { id, of } of rule.rates) {
    const rate = before === null ? null : perSecond(before.values[of], values[of], at - before.at);
    values[id] = rate;
    unknown[id] = rate !== null ? null : (unknown[of] ?? 'first-sample');
  }
  return { values, unknown };
}

export function foundNothing(rule: BlockingRule, reason: UnknownReason | null): Found {
  return { values: Object.fromEntries(rule.ids.map((id) => [id, null])), unknown: Object.fromEntries(rule.ids.map((id) => [id, reason])) };
}

/** `0`, or nothing, is no function: the process waits nowhere (the reader has told apart what may not be known). */
export function parseWchan(text: string): string | null {
  const name = text.trim();
  return name === '' || name === '0' ? null : name;
}

/** What differs between a row and what was found of it; null where nothing does. */
export function changeBy(row: Row, found: Found): RowChange | null {
  const old = row.values as Readonly<Record<string, FieldValue | undefined>>;
  const values = Object.fromEntries(Object.entries(found.values).filter(([id, value]) => !isSameValue(value, old[id] ?? null)));
  const unknown: Record<string, UnknownReason> = { ...row.unknown };
  let hasNewReasons = false;
  for (const [id, reason] of Object.entries(found.unknown)) {
    if ((unknown[id] ?? null) === reason) continue;
    hasNewReasons = true;
    if (reason === null) delete unknown[id];
    else unknown[id] = reason;
  }
  if (!hasNewReasons) return Object.keys(values).length === 0 ? null : { values };
  return { values, unknown: Object.keys(unknown).length === 0 ? null : unknown };
}

/**
 * The reasons of a row as the sampler tells them now, with those of what is read here as they were. A command line gives way to what the
 * sampler knows better: that there is none, or (another provider) that it has read it itself.
 */
export function keepReasons(rules: readonly BlockingRule[], row: Row, reported: Unknowns | null): Unknowns | null {
  const unknown: Record<string, UnknownReason> = { ...reported };
  const values = row.values as Readonly<Record<string, FieldValue | undefined>>;
  for (const rule of rules) {
    for (const id of rule.ids) {
      const isKept = !rule.isForAll || unknown[id] === 'not-read' || (unknown[id] !== undefined && (values[id] ?? null) !== null);
      if (!isKept) continue;
      const own = row.unknown?.[id];
      if (own === undefined) delete unknown[id];
      else unknown[id] = own;
    }
  }
  return Object.keys(unknown).length === 0 ? null : unknown;
}

function isSameValue(a: FieldValue, b: FieldValue): boolean {
  if (a === b) return true;
  return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((part, i) => part === b[i]);
}
