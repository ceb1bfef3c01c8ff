import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ActionOutcome, LoggedAction, LoggedTarget } from '../../shared/process/actionLog.ts';
import { keyOf, type ProcessKey } from '../../shared/process/identity.ts';
import { membersOf } from '../../shared/process/scope.ts';
import type { Askable } from '../../shared/settings/asking.ts';
import type { Client } from '../../shared/transport/client.ts';
import type { ContractError } from '../../shared/transport/contract.ts';
import { type Answer, requestPlan, runPlan } from './actionRequests.ts';
import { type ActionPlan, type Draft, idsOf, isHarmless, isSendable, type PlanTarget } from './actionPlan.ts';
import type { ProcessStore } from './processStore.ts';

/** How far an action has come. */
export type ActionPhase =
  | { readonly kind: 'planning' }
  | { readonly kind: 'planned'; readonly plan: ActionPlan }
  | { readonly kind: 'running' | 'done'; readonly plan: ActionPlan; readonly requestId: string; readonly report: Report }
  /** `isKnown`: nothing was done for certain. */
  | { readonly kind: 'failed'; readonly error: ContractError; readonly isKnown: boolean };

/** What is known of an action that runs or has run. */
export interface Report {
  readonly outcomes: ReadonlyMap<ProcessKey, LoggedTarget & { readonly outcome: ActionOutcome }>;
  /** Of a subtree: false where it could not be brought to rest, and nothing was sent. */
  readonly isSettled: boolean;
  readonly left: LoggedAction['left'];
  readonly cameBack: LoggedAction['cameBack'];
}

/** An action under confirmation. */
export interface Action extends Draft {
  readonly phase: ActionPhase;
  /** Targets of the first plan in this scope; what is not among them has appeared since. */
  readonly first: readonly PlanTarget[];
  /** performance.now() at which new targets came into the plan; null: none did. */
  readonly grewAt: number | null;
  /** Whether it is under way unseen, for the user did not want to be asked; as soon as there is something to decide or to tell it is shown. */
  readonly isQuiet: boolean;
}

export interface ActionState {
  /** null: no dialog. */
  readonly action: Action | null;
}

export interface ActionStore extends StoreApi<ActionState> {
  open(draft: Draft): void;
  /** Asks for something else of the same processes; the plan is made anew. */
  revise(change: Partial<Pick<Draft, 'deed' | 'scope'>>): void;
  /** Does what the plan shows, once. */
  confirm(): void;
  close(): void;
  /** What the engine tells of actions under way. */
  hearOutcomes(news: { readonly requestId: string; readonly targets: readonly Answer[] }): void;
  hearAction(action: LoggedAction): void;
}

/** ms between two plans of one dialog, while processes come and go. */
const PLAN_EVERY = 1_000;
/** ms in which a click counts for nothing after new targets came into the plan: it was meant for what stood there before. */
const TOO_SOON = 500;

export const NO_REPORT: Report = { outcomes: new Map(), isSettled: true, left: [], cameBack: [] };

/** `asksBefore`: whether the user wants to see the plan of such an action. */
export function createActionStore(currentClient: () => Client | null, processes: ProcessStore, asksBefore: (action: Askable) => boolean): ActionStore {
  const store = createStore<ActionState>(() => ({ action: null }));
  const { getState, setState } = store;
  let plannedAt = 0;

  /** An answer to an action that was closed, replaced or revised meanwhile is dropped. */
  const proceed = (before: Action, change: Partial<Action>): Action | null => {
    if (getState().action !== before) return null;
    const action = { ...before, ...change };
    setState({ action });
    return action;
  };

  const plan = async (action: Action): Promise<void> => {
    plannedAt = performance.now();
    const answer = await requestPlan(currentClient(), action);
    if (!answer.ok) return void proceed(action, { phase: { kind: 'failed', error: answer.error, isKnown: true }, isQuiet: false });
    const { targets } = answer.value;
    const before = new Set((action.phase.kind === 'planned' ? action.phase.plan.targets : targets).map(({ id }) => keyOf(id)));
    const hasGrown = targets.some(({ id }) => !before.has(keyOf(id)));
    const first = action.first.length === 0 ? targets : action.first;
    const isQuiet = action.isQuiet && isHarmless(answer.value);
    const planned = proceed(action, { phase: { kind: 'planned', plan: answer.value }, first, grewAt: hasGrown ? performance.now() : action.grewAt, isQuiet });
    if (planned !== null && isQuiet) await confirm();
  };

  const begin = (draft: Draft): void => {
    const isQuiet = draft.directAs !== undefined && !asksBefore(draft.directAs);
    const action: Action = { ...draft, phase: { kind: 'planning' }, first: [], grewAt: null, isQuiet };
    setState({ action });
    void plan(action);
  };

  const confirm = async (): Promise<void> => {
    const { action } = getState();
    if (action?.phase.kind !== 'planned' || performance.now() - (action.grewAt ?? -TOO_SOON) < TOO_SOON) return;
    const { plan: planned } = action.phase;
    const { rows } = processes.getState();
    const targets = planned.targets.filter((target) => isSendable(target) && rows.has(keyOf(target.id)));
    if (targets.length === 0) return void proceed(action, { isQuiet: false });
    const requestId = crypto.randomUUID();
    const running = proceed(action, { phase: { kind: 'running', plan: planned, requestId, report: NO_REPORT } });
    if (running === null) return;
    const answer = await runPlan(currentClient(), running, targets, requestId);
    const now = getState().action;
    if (now?.phase.kind !== 'running' || now.phase.requestId !== requestId) return;
    if (!answer.ok) return void proceed(now, { phase: { kind: 'failed', error: answer.error, isKnown: isTurnedDown(answer.error) }, isQuiet: false });
    const { targets: ended, ...rest } = answer.value;
    if (now.isQuiet && ended.every(({ outcome }) => outcome.kind === 'sent' || outcome.kind === 'changed')) return setState({ action: null });
    proceed(now, { phase: { ...now.phase, kind: 'done', report: withAnswers({ ...now.phase.report, ...rest }, ended) }, isQuiet: false });
  };

  const report = (requestId: string, change: (report: Report) => Report): void => {
    const { action } = getState();
    if (action === null || (action.phase.kind !== 'running' && action.phase.kind !== 'done') || action.phase.requestId !== requestId) return;
    proceed(action, { phase: { ...action.phase, report: change(action.phase.report) } });
  };

  /** While the dialog stands open the table goes on: a plan that lacks a member of its scope is made anew. */
  processes.subscribe(({ rows }) => {
    const { action } = getState();
    if (action?.phase.kind !== 'planned' || performance.now() - plannedAt < PLAN_EVERY) return;
    if (action.scope === 'process' || action.scope === 'marked') return;
    const listed = new Set(action.phase.plan.targets.map(({ id }) => keyOf(id)));
    if (membersOf(action.scope, idsOf(action.chosen), rows).some((id) => !listed.has(keyOf(id)))) void plan(action);
  });

  return {
    ...store,
    open: begin,
    revise: (change) => {
      const { action } = getState();
      if (action === null || action.phase.kind === 'running') return;
      const isSameScope = change.scope === undefined || change.scope === action.scope;
      const revised: Action = { ...action, ...change, phase: { kind: 'planning' }, first: isSameScope ? action.first : [], grewAt: null, isQuiet: false };
      setState({ action: revised });
      void plan(revised);
    },
    confirm: () => void confirm(),
    close: () => setState({ action: null }),
    hearOutcomes: ({ requestId, targets }) => report(requestId, (before) => withAnswers(before, targets)),
    hearAction: ({ requestId, cameBack }) => report(requestId, (before) => ({ ...before, cameBack })),
  };
}

function withAnswers(report: Report, answers: readonly Answer[]): Report {
  const outcomes = new Map(report.outcomes);
  for (const answer of answers) outcomes.set(keyOf(answer.id), answer);
  return { ...report, outcomes };
}

/** The engine did not take the request: nothing was done. Any other failure leaves that open. */
function isTurnedDown({ code }: ContractError): boolean {
  return code === 'bad-request' || code === 'unavailable' || code === 'unknown-request';
}
