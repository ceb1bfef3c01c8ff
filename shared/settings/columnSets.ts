import * as z from 'zod/mini';
import type { FieldId } from '../fields/registry.ts';
import type { Text } from '../words/text.ts';

/** Columns under a name: which, in which order, and how wide. */
export interface ColumnSet {
  /** Of one's own sets the name that it was saved by. */
  readonly name: string;
  readonly columns: readonly string[];
  /** px by field id; what is not in it has its field's own width. */
  readonly widths: Readonly<Record<string, number>>;
}

export const BUILT_IN_SETS = ['processes', 'memory', 'io', 'scheduling', 'teaching'] as const;
export type BuiltInSet = (typeof BUILT_IN_SETS)[number];

export const BUILT_IN_COLUMNS: Readonly<Record<BuiltInSet, readonly FieldId[]>> = {
  processes: ['pid', 'stat', 'user', 'cpuPercent', 'rss', 'threads', 'elapsed', 'args'],
  memory: ['pid', 'user', 'rss', 'memoryTrend', 'pss', 'swap', 'vsz', 'subtreeMemory', 'majorFaults', 'oomScore', 'args'],
  io: ['pid', 'stat', 'user', 'readRate', 'writeRate', 'readBytes', 'writtenBytes', 'openFiles', 'wchan', 'args'],
  scheduling: [
    'pid',
    'stat',
    'nice',
    'priority',
    'policy',
    'processor',
    'threads',
    'cpuPercent',
    'cpuTrend',
    'cpuTime',
    'voluntarySwitches',
    'involuntarySwitches',
  ],
  teaching: ['pid', 'ppid', 'pgid', 'sid', 'tty', 'stat', 'childCount', 'threads', 'startedAt', 'args'],
};

export const BUILT_IN_NAMES: Readonly<Record<BuiltInSet, Text>> = {
  processes: { en: 'Processes', zh: '进程' },
  memory: { en: 'Memory', zh: '内存' },
  io: { en: 'I/O', zh: 'I/O' },
  scheduling: { en: 'Scheduling', zh: '调度' },
  teaching: { en: 'Teaching', zh: '教学' },
};

/** px that a column can have. */
export const NARROWEST = 40;
export const WIDEST = 1200;
/** Characters of a set's name, and sets, at most. */
export const LONGEST_NAME = 40;
const MOST_SETS = 50;

/** Field ids of columns, in order. Ids of fields that there are not (any more) are shown as none. */
export const columnList = z.array(z.string().check(z.minLength(1), z.maxLength(60))).check(z.maxLength(200));
/** px by field id. */
export const columnWidths = z
  .record(z.string().check(z.maxLength(60)), z.number().check(z.minimum(NARROWEST), z.maximum(WIDEST)))
  .check(z.refine((widths) => Object.keys(widths).length <= 200, 'at most 200 widths'));
/** Characters of all sets as JSON: they must fit into one message. */
const MOST_TEXT = 16_000;
const isSmall = (value: unknown): boolean => JSON.stringify(value).length <= MOST_TEXT;

export const columnSetList = z
  .array(z.strictObject({ name: z.string().check(z.minLength(1), z.maxLength(LONGEST_NAME)), columns: columnList, widths: columnWidths }))
  .check(z.maxLength(MOST_SETS), z.refine(isSmall, 'not too long'));

/** With the set, which takes the place of one of the same name; the oldest go where there are too many. A name of blanks changes nothing. */
export function withColumnSet(sets: readonly ColumnSet[], set: ColumnSet): readonly ColumnSet[] {
  const name = set.name.trim().slice(0, LONGEST_NAME);
  if (name === '') return sets;
  let all: readonly ColumnSet[] = [...sets.filter((other) => other.name !== name), { ...set, name }].slice(-MOST_SETS);
  while (!isSmall(all)) all = all.slice(1);
  return all;
}

/** The column moved before the one at `index`, counted as they are now. */
export function withColumnAt(columns: readonly string[], id: string, index: number): readonly string[] {
  const from = columns.indexOf(id);
  if (from < 0) return columns;
  const rest = columns.filter((column) => column !== id);
  const to = Math.max(0, Math.min(rest.length, from < index ? index - 1 : index));
  return [...rest.slice(0, to), id, ...rest.slice(to)];
}
