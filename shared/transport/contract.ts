import * as z from 'zod/mini';
import { MOST_WISHES } from '../process/demand.ts';
import type { FindingsReport } from '../process/diagnosis/finding.ts';
import type { Explanation } from '../process/explain/explanation.ts';
import type { LineageReport } from '../process/lineage.ts';
import type { Environment } from '../process/environment.ts';
import type { Track } from '../process/history.ts';
import type { Inspection } from '../process/inspection.ts';
import type { LimitList } from '../process/limits.ts';
import type { ThreadList } from '../process/threads.ts';
import { environment, environmentParams, history, historyParams, inspection, inspectParams, limitList, threadList, threadsParams } from './detailSchemas.ts';
import { explanation, findingsReport, lineageReport } from './diagnosisSchemas.ts';
import type { ActionOutcome, LoggedAction } from '../process/actionLog.ts';
import type { ChangedTarget, SettingsReading } from '../process/change.ts';
import type { ChangePlan } from '../process/changePlan.ts';
import type { ProcessId } from '../process/identity.ts';
import type { KillPlan, SignalOutcome, TargetOutcome, TreeOutcome } from '../process/killPlan.ts';
import type { Delta, Snapshot } from '../process/snapshot.ts';
import type { ReadonlyDeep } from '../settings/readonlyDeep.ts';
import { settingsChange } from '../settings/registry.ts';
import { type SettingsReport, settingsReport } from '../settings/report.ts';
import type { SystemLine } from '../system/systemLine.ts';
import {
  change,
  changedTargets,
  changePlan,
  delta,
  engineStatus,
  killPlan,
  loggedAction,
  outcomes,
  processId,
  processRef,
  scope,
  settingsReading,
  signalName,
  signalOutcome,
  snapshot,
  systemLine,
  targetOutcomes,
  treeOutcome,
  wish,
} from './schemas.ts';

/** Raised when a message changes its shape; both sides must have the same. */
export const PROTOCOL_VERSION = 1;

/** Made by the view, anew for each action: the same again runs nothing and answers what the first one did (E12). */
const requestId = z.string().check(z.minLength(8), z.maxLength(64));
const targets = z.array(processId).check(z.minLength(1), z.maxLength(10_000));
/** Runs the action through the helper that asks the person first; only where the capabilities say how. */
const withPrivilege = z.optional(z.boolean());

/** Every request, declared once: what it takes and what it answers. Types, checks, client and server follow from here. */
export const REQUESTS = {
  /** The whole table; deltas follow. Asking again (after a gap) is the way to a new snapshot. */
  subscribe: { params: z.strictObject({}), result: snapshot },
  unsubscribe: { params: z.strictObject({}), result: z.null() },
  /** Tells whether anyone can see the view: hidden ones are sampled slowly. */
  setVisible: { params: z.strictObject({ isVisible: z.boolean() }), result: z.null() },
  /** Starts the sampler anew where it has failed (see the status); else nothing happens. */
  restartSampler: { params: z.strictObject({}), result: z.null() },
  /** Tells what the view shows: dear fields are read for the rows that some view shows, and for no others. Replaces what it told before. */
  watch: { params: z.strictObject({ wishes: z.array(wish).check(z.maxLength(MOST_WISHES)) }), result: z.null() },
  /** What a signal would do to each member of the scope. The targets that it answers are bound: they carry all that their identity has. */
  planSignal: {
    params: z.strictObject({
      targets,
      signal: signalName,
      scope: z.optional(scope),
    }),
    result: killPlan,
  },
  /** Sends it to one process and watches for the end. The same requestId again answers the same outcome and sends nothing. */
  signal: {
    params: z.strictObject({ requestId, target: processId, signal: signalName, withPrivilege }),
    result: signalOutcome,
  },
  /** Sends it to each of the targets of a plan and watches for their ends; the event `outcomes` tells each as it comes. */
  signalMany: { params: z.strictObject({ requestId, targets, signal: signalName, scope, withPrivilege }), result: targetOutcomes },
  /**
   * Sends it to a process and all below it, as one: they are stopped, signalled and let go on, so that none is born or lost between. `members`
   * are the targets that the plan listed. The same requestId again answers the same and sends nothing.
   */
  signalTree: {
    params: z.strictObject({
      requestId,
      target: processId,
      members: z.array(processId).check(z.maxLength(10_000)),
      signal: signalName,
    }),
    result: treeOutcome,
  },
  /** What can be changed of a process, and its signals, as they are now. */
  readSettings: { params: z.strictObject({ target: processId }), result: settingsReading },
  /** What a change would do to each member of the scope; the targets that it answers are bound. */
  planChange: { params: z.strictObject({ targets, change, scope: z.optional(scope) }), result: changePlan },
  /** Changes each of the targets of a plan. The outcome has the old value: the change that takes it back. */
  change: { params: z.strictObject({ requestId, targets, change, scope, withPrivilege }), result: changedTargets },
  /** What a process is, in sentences, with what can be read of it now; null where it has ended. */
  explain: { params: z.strictObject({ target: processId }), result: z.object({ explanation: z.nullable(explanation) }) },
  /** What the engine remembers of these processes over time, exited ones too; who is not remembered is left out. */
  history: { params: historyParams, result: history },
  /** What a tab of the details shows of one process, as it is now. */
  inspect: { params: inspectParams, result: inspection },
  /** The threads of one process, in order. CPU percent counts from the last such question. */
  threads: { params: threadsParams, result: threadList },
  limits: { params: z.strictObject({ target: processId }), result: limitList },
  /** Read when it is asked for, and not kept. Values come only where they are asked for by name, or all. */
  environment: { params: environmentParams, result: environment },
  /** The last actions, oldest first; the event `action` tells what comes and changes after. */
  actionLog: { params: z.strictObject({}), result: z.object({ actions: z.array(loggedAction) }) },
  /** How Procession itself is set; the event `settings` tells every change. */
  loadSettings: { params: z.strictObject({}), result: settingsReport },
  /** Changes how Procession is set, for every view of this host and for later; also where actions are refused, for nothing happens to any process. */
  saveSettings: { params: settingsChange, result: settingsReport },
} as const;

/** Every event, declared once. */
export const EVENTS = {
  delta,
  status: engineStatus,
  /** The machine as a whole: with each sample, and right before a snapshot. */
  system: systemLine,
  /** An action of any view: when it begins, when it is done, and when something came back. */
  action: loggedAction,
  /** Of an action that is under way: the outcomes that came since the last such event. The answer to the request has them all. */
  outcomes,
  /** Every finding, whenever one came, went or changed, and right before a snapshot. */
  findings: findingsReport,
  /** Every orphan and every dead ancestor of the living, whenever one came or went, and right before a snapshot. */
  lineage: lineageReport,
  /** The host wants a process selected (a link, a notification). startTime null: whoever has the pid now. */
  select: processRef,
  /** The settings, whenever any view or another host has changed one, and what is wrong with their file. */
  settings: settingsReport,
  /** The host wants something shown (its menu was used). */
  show: z.strictObject({ what: z.enum(['settings', 'help']) }),
} as const;

export type RequestName = keyof typeof REQUESTS;
export type Params<N extends RequestName> = ReadonlyDeep<z.infer<(typeof REQUESTS)[N]['params']>>;
export type EventName = keyof typeof EVENTS;
export type EngineStatus = z.infer<typeof engineStatus>;

/** Results and events as the rest of the program knows them. */
interface ResultTypes {
  subscribe: Snapshot;
  unsubscribe: null;
  setVisible: null;
  restartSampler: null;
  watch: null;
  planSignal: KillPlan;
  signal: SignalOutcome;
  signalTree: TreeOutcome;
  signalMany: { readonly targets: readonly TargetOutcome[] };
  readSettings: SettingsReading;
  planChange: ChangePlan;
  change: { readonly targets: readonly ChangedTarget[] };
  explain: { readonly explanation: Explanation | null };
  history: { readonly tracks: readonly Track[] };
  inspect: Inspection;
  threads: ThreadList;
  limits: LimitList;
  environment: Environment;
  actionLog: { readonly actions: readonly LoggedAction[] };
  loadSettings: SettingsReport;
  saveSettings: SettingsReport;
}
export type ResultOf<N extends RequestName> = ResultTypes[N];
export interface EventTypes {
  delta: Delta;
  status: EngineStatus;
  system: SystemLine;
  action: LoggedAction;
  outcomes: { readonly requestId: string; readonly targets: readonly { readonly id: ProcessId; readonly name: string; readonly outcome: ActionOutcome }[] };
  findings: FindingsReport;
  lineage: LineageReport;
  select: { readonly pid: number; readonly startTime: number | null };
  settings: SettingsReport;
  show: { readonly what: 'settings' | 'help' };
}

type Agrees<A, B> = [A] extends [B] ? true : never;
/** Compiles only while the schemas and the types of shared/process agree. */
export const agreement: { [N in RequestName]: Agrees<z.infer<(typeof REQUESTS)[N]['result']>, ResultTypes[N]> } & {
  [N in EventName]: Agrees<z.infer<(typeof EVENTS)[N]>, EventTypes[N]>;
} = {
  subscribe: true,
  unsubscribe: true,
  setVisible: true,
  restartSampler: true,
  watch: true,
  planSignal: true,
  signal: true,
  signalTree: true,
  signalMany: true,
  readSettings: true,
  planChange: true,
  change: true,
  explain: true,
  history: true,
  inspect: true,
  threads: true,
  limits: true,
  environment: true,
  actionLog: true,
  loadSettings: true,
  saveSettings: true,
  delta: true,
  status: true,
  system: true,
  action: true,
  outcomes: true,
  findings: true,
  lineage: true,
  select: true,
  settings: true,
  show: true,
};

/** An expected failure, as a value that crosses. */
export interface ContractError {
  readonly code: 'bad-request' | 'unknown-request' | 'internal' | 'closed' | 'bad-response' | 'unavailable';
  readonly message: string;
}
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ContractError };

/** What a server must supply: one function a request. */
export type Handlers = { readonly [N in RequestName]: (params: Params<N>) => Promise<ResultOf<N>> | ResultOf<N> };
