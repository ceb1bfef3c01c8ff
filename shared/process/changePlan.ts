import { type Change, isSameSetting, type Privilege } from './change.ts';
import { keyOf, type ProcessId, type ProcessKey } from './identity.ts';
import { type Refusal, refusalOf, type Self } from './killPlan.ts';
import type { Row } from './row.ts';
import type { Scope } from './scope.ts';

/** What will happen to a target of a change. */
export type ChangeExpectation =
  | { readonly kind: 'changes' }
  /** It has the value already. */
  | { readonly kind: 'unchanged' }
  /** The system will refuse. */
  | { readonly kind: 'privilege'; readonly privilege: Privilege }
  | { readonly kind: 'refused'; readonly reason: Refusal }
  | { readonly kind: 'gone' };

export interface ChangePlanTarget {
  readonly id: ProcessId;
  readonly name: string;
  readonly user: string | null;
  /** What it has now; null: unknown. */
  readonly from: Change | null;
  readonly expectation: ChangeExpectation;
}

/** What a change would do, target by target, before it is done. */
export interface ChangePlan {
  readonly change: Change;
  readonly scope: Scope;
  readonly targets: readonly ChangePlanTarget[];
}

export interface ChangeRequest {
  readonly change: Change;
  readonly scope?: Scope | undefined;
  readonly targets: readonly ProcessId[];
}

/** What is read of a target when a change of it is planned. */
export interface ChangeFacts {
  /** What it has now, of the setting in question; null: unknown. */
  readonly from: Change | null;
  /** Whether its threads have different values. */
  readonly isMixed: boolean;
  /** Whether this program may change processes of its owner. */
  readonly isOwn: boolean;
  /** The lowest nice value that its RLIMIT_NICE lets it have (getrlimit(2)); null: unknown. */
  readonly lowestNice: number | null;
}

/** The capabilities that count here, of this program. */
export type Powers = Readonly<Record<Exclude<Privilege, 'owner'>, boolean>>;

/** Says for each target what the change will do to it. Without facts of a target less is said. */
export function planChangeOf(
  { targets, change, scope = 'process' }: ChangeRequest,
  rows: ReadonlyMap<ProcessKey, Row>,
  self: Self,
  powers: Powers,
  facts: ReadonlyMap<ProcessKey, ChangeFacts>,
): ChangePlan {
  return {
    change,
    scope,
    targets: targets.map((id) => {
      const key = keyOf(id);
      const row = rows.get(key) ?? null;
      const known = facts.get(key) ?? null;
      return {
        id,
        name: row?.values.comm ?? '',
        user: row?.values.user ?? null,
        from: known?.from ?? null,
        expectation: expect(id, change, row, self, powers, known),
      };
    }),
  };
}

function expect(id: ProcessId, change: Change, row: Row | null, self: Self, powers: Powers, facts: ChangeFacts | null): ChangeExpectation {
  const reason = refusalOf(id, row, self);
  if (reason !== null) return { kind: 'refused', reason };
  if (row === null) return { kind: 'gone' };
  if (facts === null) return { kind: 'changes' };
  const privilege = privilegeFor(change, facts, powers);
  if (privilege !== null) return { kind: 'privilege', privilege };
  return facts.from !== null && !facts.isMixed && isSameSetting(facts.from, change) ? { kind: 'unchanged' } : { kind: 'changes' };
}

/**
 * What this program lacks for the change; null: nothing that is known. As setpriority(2), ioprio_set(2), sched_setaffinity(2) and
 * proc_pid_oom_score_adj(5) have it.
 */
export function privilegeFor(change: Change, { from, isOwn, lowestNice }: ChangeFacts, powers: Powers): Privilege | null {
  if (change.kind === 'oomScoreAdjust') {
    if (powers.CAP_SYS_RESOURCE) return null;
    if (!isOwn) return 'owner';
    // How low it may go, the kernel does not tell: as low as someone with the capability once set it, and where nobody did, 0.
    const lowest = from?.kind === change.kind ? Math.min(from.adjust, 0) : null;
    return lowest !== null && change.adjust < lowest ? 'CAP_SYS_RESOURCE' : null;
  }
  if (powers.CAP_SYS_NICE) return null;
  if (!isOwn) return 'owner';
  if (change.kind === 'ioPriority') return change.ioClass === 'realtime' && !powers.CAP_SYS_ADMIN ? 'CAP_SYS_ADMIN' : null;
  if (change.kind !== 'nice' || from?.kind !== 'nice' || change.nice >= from.nice) return null;
  return lowestNice !== null && change.nice < lowestNice ? 'CAP_SYS_NICE' : null;
}
