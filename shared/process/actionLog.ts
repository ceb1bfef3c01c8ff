import type { Change, ChangeOutcome } from './change.ts';
import type { Comeback } from './cameBack.ts';
import { keyOf, type ProcessId } from './identity.ts';
import type { SignalOutcome } from './killPlan.ts';
import type { Scope } from './scope.ts';
import type { SignalName } from './signals.ts';

/** Actions that are remembered. */
export const MOST_ACTIONS = 200;
/** Targets of one action that are remembered; of more only the number is. */
export const MOST_LOGGED_TARGETS = 1_000;

/** What was done to the targets. */
export type Deed = { readonly kind: 'signal'; readonly signal: SignalName } | { readonly kind: 'change'; readonly change: Change };

export type ActionOutcome = SignalOutcome | ChangeOutcome;

/** Outcomes that a change alone has, and those that a signal alone has; the others both have. */
const OF_CHANGES = ['changed', 'uncertain', 'lacks'] as const satisfies readonly ChangeOutcome['kind'][];
const OF_SIGNALS = ['exited', 'running', 'pending', 'sent', 'denied'] as const satisfies readonly SignalOutcome['kind'][];

export const isSignalOutcome = (outcome: ActionOutcome): outcome is Exclude<ActionOutcome, { kind: (typeof OF_CHANGES)[number] }> =>
  !(OF_CHANGES as readonly string[]).includes(outcome.kind);
export const isChangeOutcome = (outcome: ActionOutcome): outcome is Exclude<ActionOutcome, { kind: (typeof OF_SIGNALS)[number] }> =>
  !(OF_SIGNALS as readonly string[]).includes(outcome.kind);

export interface LoggedTarget {
  readonly id: ProcessId;
  readonly name: string;
  /** null: it is under way. */
  readonly outcome: ActionOutcome | null;
}

/** One action, as it is remembered. Immutable. */
export interface LoggedAction {
  readonly requestId: string;
  /** ms since the epoch. */
  readonly startedAt: number;
  readonly deed: Deed;
  readonly scope: Scope;
  readonly withPrivilege: boolean;
  readonly isDone: boolean;
  readonly targets: readonly LoggedTarget[];
  /** Targets that are not listed here. */
  readonly omitted: number;
  /** Of a subtree: processes that came of it and live, to which nothing was sent. */
  readonly left: readonly { readonly id: ProcessId; readonly name: string }[];
  /** What was ended and is there again under a new pid. */
  readonly cameBack: readonly Comeback[];
}

/** The log with a new action in it, or with a newer state of one that is in it. The oldest go when there are too many. */
export function withAction(log: readonly LoggedAction[], action: LoggedAction): LoggedAction[] {
  const index = log.findIndex(({ requestId }) => requestId === action.requestId);
  const next = index < 0 ? [...log, action] : log.with(index, action);
  return next.slice(-MOST_ACTIONS);
}

/** The action with what is now known of some of its targets; those it did not name (found in a subtree) are new, up to the most that are remembered. */
export function withOutcomes(action: LoggedAction, known: readonly LoggedTarget[]): LoggedAction {
  if (known.length === 0) return action;
  const targets = new Map(action.targets.map((target) => [keyOf(target.id), target]));
  for (const target of known) {
    const before = targets.get(keyOf(target.id));
    if (before === undefined && targets.size >= MOST_LOGGED_TARGETS) continue;
    targets.set(keyOf(target.id), { ...target, name: target.name === '' ? (before?.name ?? '') : target.name });
  }
  return { ...action, targets: [...targets.values()] };
}
