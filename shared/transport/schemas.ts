import * as z from 'zod/mini';
import { UNKNOWN_REASONS } from '../fields/field.ts';
import { REFUSALS } from '../process/killPlan.ts';
import { MAX_PID } from '../process/identity.ts';
import { SIGNAL_NAMES } from '../process/signals.ts';

/** Schemas of what crosses a port. The types in shared/process are the reference; contract.ts checks that they agree. */

const count = z.int().check(z.nonnegative());
const finite = z.number();

export const processId = z.strictObject({
  pid: z.int().check(z.minimum(1), z.maximum(MAX_PID)),
  startTime: z.nullable(count),
  inode: z.nullable(z.string().check(z.regex(/^[1-9]\d{0,19}$/))),
});

export const signalName = z.enum(SIGNAL_NAMES);

const fieldValue = z.union([z.null(), z.number(), z.string(), z.boolean(), z.array(z.string())]);
const unknowns = z.record(z.string(), z.enum(UNKNOWN_REASONS));
const clock = z.object({ takenAt: finite, bootedAt: finite, msPerStartUnit: finite });

/** Looped by hand: a million values of a first snapshot would cost the generic parser a visible pause. */
const isColumn = (column: unknown): boolean =>
  Array.isArray(column) &&
  column.every(
    (value) =>
      value === null ||
      typeof value === 'number' ||
      typeof value === 'string' ||
      typeof value === 'boolean' ||
      (Array.isArray(value) && value.every((part) => typeof part === 'string')),
  );
const column = z.custom<(string | number | boolean | string[] | null)[]>(isColumn);

/** A row is nothing without its identity. */
function hasIdentities({ pid, startTime }: Readonly<Record<string, readonly unknown[]>>): boolean {
  const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
  return pid !== undefined && pid.every(isCount) && (startTime === undefined || startTime.every((value) => value === null || isCount(value)));
}

export const rowBlock = z.object({ count, columns: z.record(z.string(), column), unknown: z.record(z.string(), unknowns) }).check(
  z.refine((block) => Object.values(block.columns).every((values) => values.length === block.count), 'columns of one length'),
  z.refine((block) => block.count === 0 || hasIdentities(block.columns), 'a pid and a start time in every row'),
);

const rowChange = z.object({ values: z.record(z.string(), fieldValue), unknown: z.exactOptional(z.nullable(unknowns)) });

export const capabilities = z.object({
  platform: z.string(),
  provider: z.string(),
  fields: z.array(z.string()),
  identity: z.enum(['pidfd', 'recheck']),
  signals: z.array(z.string()),
});

export const snapshot = z.object({ seq: count, clock, capabilities, rows: rowBlock });

export const delta = z.object({
  seq: count,
  clock,
  added: rowBlock,
  changed: z.array(z.tuple([z.string(), rowChange])),
  gone: z.array(z.string()),
});

const refusal = z.enum(REFUSALS);

export const killPlan = z.object({
  signal: signalName,
  targets: z.array(
    z.object({
      id: processId,
      name: z.string(),
      user: z.nullable(z.string()),
      expectation: z.discriminatedUnion('kind', [
        z.object({ kind: z.enum(['ends', 'asked', 'stops', 'resumes', 'notified', 'waits', 'gone']) }),
        z.object({ kind: z.literal('refused'), reason: refusal }),
      ]),
    }),
  ),
});

export const signalOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('exited'), afterMs: finite }),
  z.object({ kind: z.literal('running'), afterMs: finite }),
  z.object({ kind: z.enum(['pending', 'sent', 'gone', 'reused']) }),
  z.object({ kind: z.literal('refused'), reason: refusal }),
  z.object({ kind: z.literal('denied'), owner: z.nullable(z.string()) }),
  z.object({ kind: z.literal('failed'), code: z.string() }),
]);

/** How the engine itself is doing. */
export const engineStatus = z.object({
  /** ms between samples. */
  interval: finite,
  /** CPU ms that the last sample cost; null before the first. */
  sampleCost: z.nullable(finite),
  /** Why there is no new sample; null while all is well. */
  failure: z.nullable(z.string()),
});
