import * as z from 'zod/mini';
import { type FieldValue, UNKNOWN_REASONS } from '../fields/field.ts';
import { LONGEST_VARIABLE_NAME } from '../process/environment.ts';
import { HISTORY_IDS, HISTORY_MS, MOST_TRACKS, type HistorySeries, type Track } from '../process/history.ts';
import { INSPECTED } from '../process/inspection.ts';
import { LIMIT_IDS } from '../process/limits.ts';
import { MOST_THREADS, MOST_WAITS, THREAD_SORTS } from '../process/threads.ts';
import { isFieldValue, processId, processKey } from './schemas.ts';

/** Schemas of what is asked of single processes: their history and their details. */

const count = z.int().check(z.nonnegative());
const reason = z.enum(UNKNOWN_REASONS);
const tid = z.int().check(z.minimum(1), z.maximum(4_194_304));
const historySeries = z.enum(HISTORY_IDS as [HistorySeries, ...HistorySeries[]]);

/** What is read, or that it has ended, or why it cannot be read. */
const gone = z.object({ kind: z.literal('gone') });
const unknown = z.object({ kind: z.literal('unknown'), reason });

/** Looped by hand: a screenful of sparklines comes with each sample. */
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const isNumberOrNull = (value: unknown): boolean => value === null || (typeof value === 'number' && Number.isFinite(value));
const moments = z.custom<number[]>((list) => Array.isArray(list) && list.every(isCount));
const levels = z.custom<(number | null)[]>((list) => Array.isArray(list) && list.every(isNumberOrNull));
const steps = z.object({ ago: moments, values: levels }).check(z.refine(({ ago, values }) => ago.length === values.length, 'a value for each moment'));
const isSteps = (value: unknown): boolean => steps.safeParse(value).success;
const isSeries = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.entries(value).every(([id, one]) => HISTORY_IDS.includes(id as HistorySeries) && isSteps(one));

export const historyParams = z.strictObject({
  keys: z.array(processKey).check(z.maxLength(MOST_TRACKS)),
  series: z.array(historySeries).check(z.minLength(1), z.maxLength(HISTORY_IDS.length)),
  overMs: z.int().check(z.minimum(1_000), z.maximum(HISTORY_MS)),
});
export const history = z.object({
  tracks: z.array(
    z.object({
      key: processKey,
      endedAt: z.nullable(z.number()),
      series: z.custom<Track['series']>(isSeries),
    }),
  ),
});

export const inspectParams = z.strictObject({ target: processId, tab: z.enum(INSPECTED) });
export const inspection = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('read'),
    values: z.record(z.string(), z.custom<FieldValue>(isFieldValue)),
    unknown: z.record(z.string(), reason),
  }),
  gone,
  unknown,
]);

export const threadsParams = z.strictObject({
  target: processId,
  order: z.strictObject({ by: z.enum(THREAD_SORTS), direction: z.enum(['ascending', 'descending']) }),
  /** Whose wait is told too: those in view. */
  waitsOf: z.array(tid).check(z.maxLength(MOST_WAITS)),
});
export const threadList = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('read'),
    total: count,
    threads: z
      .array(
        z.object({
          tid,
          name: z.string(),
          state: z.string(),
          cpuPercent: z.nullable(z.number()),
          cpuTime: z.number(),
          nice: z.int(),
          processor: z.int(),
          wchan: z.nullable(z.string()),
          wchanUnknown: z.nullable(reason),
        }),
      )
      .check(z.maxLength(MOST_THREADS)),
  }),
  gone,
  unknown,
]);

const bound = z.union([z.number(), z.literal('unlimited')]);
export const limitList = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('read'),
    limits: z.array(z.object({ id: z.enum(LIMIT_IDS), soft: bound, hard: bound, used: z.nullable(z.number()), unknown: z.nullable(reason) })),
  }),
  gone,
  unknown,
]);

export const environmentParams = z.strictObject({
  target: processId,
  reveal: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.enum(['names', 'all']) }),
    z.strictObject({ kind: z.literal('one'), name: z.string().check(z.maxLength(LONGEST_VARIABLE_NAME)) }),
  ]),
});
export const environment = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('read'), variables: z.array(z.object({ name: z.string(), value: z.nullable(z.string()) })), isCut: z.boolean() }),
  gone,
  unknown,
]);
