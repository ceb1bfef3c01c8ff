import type { Deed } from '../../shared/process/actionLog.ts';
import type { ChangePlan } from '../../shared/process/changePlan.ts';
import type { ProcessId } from '../../shared/process/identity.ts';
import type { KillPlan } from '../../shared/process/killPlan.ts';
import type { Row } from '../../shared/process/row.ts';
import type { Scope } from '../../shared/process/scope.ts';
import type { Askable } from '../../shared/settings/asking.ts';

/** What is asked for: what, on whom, and on whom beside them. */
export interface Draft {
  readonly deed: Deed;
  readonly scope: Scope;
  /** As they were when the dialog was opened. Never empty. */
  readonly chosen: readonly Row[];
  /** Whether the host is asked to do it with more rights than this program has. */
  readonly withPrivilege?: boolean;
  /** Of an action in which nothing is left to choose: which one it is among those that the user may want to be done without being asked. */
  readonly directAs?: Askable;
}

export function idsOf(rows: readonly Row[]): ProcessId[] {
  return rows.map(({ id }) => id);
}

/** What the engine says that an action would do: of a signal, or of a change. */
export type ActionPlan = KillPlan | ChangePlan;
export type PlanTarget = ActionPlan['targets'][number];

const NOT_SENT: ReadonlySet<PlanTarget['expectation']['kind']> = new Set(['refused', 'gone', 'unchanged']);

/** Whether the plan lets the action through to this target. */
export function isSendable({ expectation }: PlanTarget): boolean {
  return !NOT_SENT.has(expectation.kind);
}

const HARMLESS: ReadonlySet<PlanTarget['expectation']['kind']> = new Set(['stops', 'resumes', 'changes']);

/** Whether it is for one process alone, and does to it what another action takes back. Only such a plan may be carried out unseen. */
export function isHarmless({ scope, targets }: ActionPlan): boolean {
  const [target, ...others] = targets;
  return scope === 'process' && target !== undefined && others.length === 0 && HARMLESS.has(target.expectation.kind);
}

export function isSignalPlan(plan: ActionPlan): plan is KillPlan {
  return 'signal' in plan;
}
