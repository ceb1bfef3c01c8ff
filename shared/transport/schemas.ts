import * as z from 'zod/mini';
import { type FieldValue, UNKNOWN_REASONS } from '../fields/field.ts';
import { MOST_KEYS } from '../process/demand.ts';
import { CHANGE_KINDS, type Change, IO_CLASSES, isValidChange, MOST_CPUS, PRIVILEGES } from '../process/change.ts';
import { NOT_AUTHORIZED, REFUSALS } from '../process/killPlan.ts';
import { MAX_PID } from '../process/identity.ts';
import type { ChangeBlock } from '../process/changeBlock.ts';
import { SCOPES } from '../process/scope.ts';
import { isSignalName, type SignalName } from '../process/signals.ts';
import { PRIVILEGE_WAYS } from '../process/snapshot.ts';
import { SLOW_REASONS } from '../system/surroundings.ts';

/** Schemas of what crosses a port. The types in shared/process are the reference; contract.ts checks that they agree. */

const count = z.int().check(z.nonnegative());
const finite = z.number();

export const processId = z.strictObject({
  pid: z.int().check(z.minimum(1), z.maximum(MAX_PID)),
  startTime: z.nullable(count),
  inode: z.nullable(z.string().check(z.regex(/^[1-9]\d{0,19}$/))),
});

export const processRef = z.strictObject({ pid: z.int().check(z.minimum(1), z.maximum(MAX_PID)), startTime: z.nullable(count) });

export const signalName = z.custom<SignalName>(isSignalName);

/** A row's name, as keyOf makes it. */
export const processKey = z.string().check(z.regex(/^[1-9]\d{0,9}:(?:-|\d{1,16})$/));

export const wish = z.strictObject({
  fields: z.array(z.string().check(z.minLength(1), z.maxLength(64))).check(z.maxLength(200)),
  keys: z.union([z.literal('all'), z.array(processKey).check(z.maxLength(MOST_KEYS))]),
});

const unknowns = z.record(z.string(), z.enum(UNKNOWN_REASONS));
const clock = z.object({ takenAt: finite, bootedAt: finite, msPerStartUnit: finite });

/** Values are looped by hand: a million of them in a first snapshot, or thousands of changed rows a second, would cost the generic parser a visible pause. */
export function isFieldValue(value: unknown): value is FieldValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  return typeof value === 'number' ? Number.isFinite(value) : Array.isArray(value) && value.every((part) => typeof part === 'string');
}

const isColumn = (column: unknown): boolean => Array.isArray(column) && column.every(isFieldValue);
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

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isReason = (value: unknown): boolean => (UNKNOWN_REASONS as readonly unknown[]).includes(value);

const isReasons = (unknown: unknown): boolean => unknown === null || (isRecord(unknown) && Object.values(unknown).every(isReason));

function isChangeBlock(block: unknown): block is ChangeBlock {
  if (!isRecord(block)) return false;
  const { keys, fields, unknown } = block;
  if (!Array.isArray(keys) || !keys.every((key) => typeof key === 'string') || !isRecord(fields) || !isRecord(unknown)) return false;
  const isPlace = (place: unknown): boolean => Number.isInteger(place) && (place as number) >= 0 && (place as number) < keys.length;
  const isField = (field: unknown): boolean => {
    if (!isRecord(field)) return false;
    const { at, values } = field;
    return Array.isArray(at) && at.every(isPlace) && isColumn(values) && (values as unknown[]).length === at.length;
  };
  // Assigned by name, that one would be more than a value.
  if (Object.hasOwn(fields, '__proto__') || !Object.values(fields).every(isField)) return false;
  return Object.entries(unknown).every(([place, reasons]) => isPlace(Number(place)) && isReasons(reasons));
}

export const capabilities = z.object({
  platform: z.string(),
  provider: z.string(),
  fields: z.array(z.string()),
  identity: z.enum(['pidfd', 'recheck']),
  enginePid: count,
  signals: z.array(z.string()),
  changes: z.array(z.enum(CHANGE_KINDS)),
  cpus: z.array(count),
  privilege: z.nullable(z.enum(PRIVILEGE_WAYS)),
});

export const snapshot = z.object({ seq: count, clock, capabilities, rows: rowBlock });

export const delta = z.object({
  seq: count,
  clock,
  added: rowBlock,
  changed: z.custom<ChangeBlock>(isChangeBlock),
  gone: z.array(z.string()),
});

const refusal = z.enum(REFUSALS);
const notAuthorized = z.enum(NOT_AUTHORIZED);

export const scope = z.enum(SCOPES);

export const killPlan = z.object({
  signal: signalName,
  scope,
  targets: z.array(
    z.object({
      id: processId,
      name: z.string(),
      user: z.nullable(z.string()),
      expectation: z.discriminatedUnion('kind', [
        z.object({ kind: z.enum(['ends', 'asked', 'handles', 'ignores', 'blocks', 'stops', 'resumes', 'notified', 'waits', 'privilege', 'gone']) }),
        z.object({ kind: z.literal('refused'), reason: refusal }),
      ]),
      restartedBy: z.nullable(z.object({ unit: z.string(), restart: z.string() })),
      respawn: z.nullable(z.object({ parent: z.object({ pid: count, name: z.string() }), times: count })),
      ports: z.nullable(z.array(z.object({ protocol: z.enum(['tcp', 'tcp6']), address: z.string(), port: count }))),
    }),
  ),
  orphans: z.array(z.object({ id: processId, name: z.string(), parent: count })),
});

export const signalOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('exited'), afterMs: finite }),
  z.object({ kind: z.literal('running'), afterMs: finite }),
  z.object({ kind: z.enum(['pending', 'sent', 'gone', 'reused']) }),
  z.object({ kind: z.literal('refused'), reason: refusal }),
  z.object({ kind: z.literal('denied'), owner: z.nullable(z.string()) }),
  z.object({ kind: z.literal('not-authorized'), reason: notAuthorized }),
  z.object({ kind: z.literal('failed'), code: z.string() }),
]);

export const targetOutcomes = z.object({ targets: z.array(z.object({ id: processId, name: z.string(), outcome: signalOutcome })) });

const namedProcesses = z.array(z.object({ id: processId, name: z.string() }));

export const treeOutcome = z.extend(targetOutcomes, { isSettled: z.boolean(), left: namedProcesses });

const level = z.int().check(z.minimum(0), z.maximum(7));
const anyChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('nice'), nice: z.int() }),
  z.strictObject({ kind: z.literal('ioPriority'), ioClass: z.enum(IO_CLASSES), level }),
  z.strictObject({ kind: z.literal('affinity'), cpus: z.array(count).check(z.minLength(1), z.maxLength(MOST_CPUS)) }),
  z.strictObject({ kind: z.literal('oomScoreAdjust'), adjust: z.int() }),
]);
export const change = anyChange.check(z.refine((value) => isValidChange(value satisfies Change), 'a value that there is'));

const signalNames = z.array(signalName);
export const settingsReading = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('read'),
    id: processId,
    settings: z.object({
      nice: z.nullable(z.int()),
      ioPriority: z.nullable(z.object({ ioClass: z.enum(IO_CLASSES), level })),
      cpus: z.nullable(z.array(count)),
      oomScoreAdjust: z.nullable(z.int()),
      signals: z.nullable(z.object({ ignored: signalNames, caught: signalNames, blocked: signalNames, pending: signalNames })),
      mixed: z.array(z.enum(CHANGE_KINDS)),
      unknown: unknowns,
    }),
  }),
  z.object({ kind: z.enum(['gone', 'reused']) }),
]);

export const changePlan = z.object({
  change: anyChange,
  scope,
  targets: z.array(
    z.object({
      id: processId,
      name: z.string(),
      user: z.nullable(z.string()),
      from: z.nullable(anyChange),
      expectation: z.discriminatedUnion('kind', [
        z.object({ kind: z.enum(['changes', 'unchanged', 'gone']) }),
        z.object({ kind: z.literal('privilege'), privilege: z.enum(PRIVILEGES) }),
        z.object({ kind: z.literal('refused'), reason: refusal }),
      ]),
    }),
  ),
});

const changeOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('changed'), from: anyChange, to: anyChange, threads: count, wasMixed: z.boolean() }),
  z.object({ kind: z.enum(['gone', 'reused', 'uncertain']) }),
  z.object({ kind: z.literal('refused'), reason: refusal }),
  z.object({ kind: z.literal('lacks'), privilege: z.enum(PRIVILEGES), owner: z.nullable(z.string()) }),
  z.object({ kind: z.literal('not-authorized'), reason: notAuthorized }),
  z.object({ kind: z.literal('failed'), code: z.string() }),
]);

export const changedTargets = z.object({ targets: z.array(z.object({ id: processId, name: z.string(), outcome: changeOutcome })) });

export const actionOutcome = z.union([signalOutcome, changeOutcome]);

export const loggedAction = z.object({
  requestId: z.string(),
  startedAt: finite,
  deed: z.discriminatedUnion('kind', [z.object({ kind: z.literal('signal'), signal: signalName }), z.object({ kind: z.literal('change'), change: anyChange })]),
  scope,
  withPrivilege: z.boolean(),
  isDone: z.boolean(),
  targets: z.array(z.object({ id: processId, name: z.string(), outcome: z.nullable(actionOutcome) })),
  omitted: count,
  left: namedProcesses,
  cameBack: z.array(z.object({ ended: processId, id: processId, name: z.string(), by: z.enum(['unit', 'parent']) })),
});

/** Targets of an action that is under way, of which the end is known now. */
export const outcomes = z.object({
  requestId: z.string(),
  targets: z.array(z.object({ id: processId, name: z.string(), outcome: actionOutcome })),
});

/** A sample failed and the next is tried; the sampler ended too often and is not started again; it gives no sign. */
const SAMPLER_FAILURES = ['failed', 'ended', 'stalled'] as const;

/** How the engine itself is doing. */
export const engineStatus = z.object({
  /** ms between samples. */
  interval: finite,
  /** Why they are further apart than usual; empty where they are not. */
  slowed: z.array(z.enum(SLOW_REASONS)),
  /** CPU ms that the last sample cost; null before the first. */
  sampleCost: z.nullable(finite),
  /** Why there is no new sample; null while all is well. */
  failure: z.nullable(z.object({ kind: z.enum(SAMPLER_FAILURES), message: z.string() })),
  /** What the way in which /proc is mounted hides; null: nothing. */
  hiding: z.nullable(z.object({ hidepid: z.nullable(z.literal([1, 2, 4])), isSubset: z.boolean() })),
});

const cpuShares = z.object({
  user: finite,
  nice: finite,
  system: finite,
  iowait: z.nullable(finite),
  irq: z.nullable(finite),
  steal: z.nullable(finite),
  idle: finite,
});
const pressure = z.nullable(z.object({ some: finite, full: z.nullable(finite) }));

/** The machine as a whole. */
export const systemLine = z.object({
  overMs: z.nullable(finite),
  cpus: z.nullable(count),
  cpu: z.nullable(cpuShares),
  cores: z.array(z.object({ cpu: count, shares: z.nullable(cpuShares) })),
  load: z.nullable(z.tuple([finite, finite, finite])),
  memory: z.nullable(z.object({ total: finite, available: z.nullable(finite), cached: z.nullable(finite) })),
  swap: z.nullable(z.object({ total: finite, free: finite })),
  pressure: z.object({ cpu: pressure, memory: pressure, io: pressure }),
  forks: z.nullable(z.object({ perSecond: finite, unseen: finite })),
  unknown: unknowns,
});
