import { createStore, type StoreApi } from 'zustand/vanilla';
import type { KillPlan, PlanTarget, SignalOutcome } from '../../shared/process/killPlan.ts';
import { isSameProcess } from '../../shared/process/identity.ts';
import type { Row } from '../../shared/process/row.ts';
import type { SignalName } from '../../shared/process/signals.ts';
import type { Client } from '../../shared/transport/client.ts';
import type { ContractError, Result } from '../../shared/transport/contract.ts';

/** How far an action has come. */
export type SignalPhase =
  | { readonly kind: 'planning' }
  | { readonly kind: 'planned'; readonly plan: KillPlan }
  | { readonly kind: 'sending'; readonly plan: KillPlan }
  /** Outcomes stand in the order of the plan's targets; null where nothing was sent. */
  | { readonly kind: 'done'; readonly plan: KillPlan; readonly outcomes: readonly (Result<SignalOutcome> | null)[] }
  | { readonly kind: 'failed'; readonly error: ContractError };

/** An action under confirmation. The processes are bound when it opens; what their rows say later changes nothing of that. */
export interface SignalAction {
  readonly signal: SignalName;
  readonly rows: readonly Row[];
  readonly phase: SignalPhase;
}

export interface SignalState {
  /** null: no dialog. */
  readonly action: SignalAction | null;
}

export interface SignalStore extends StoreApi<SignalState> {
  open(signal: SignalName, rows: readonly Row[]): void;
  /** Sends to each target that the plan lets through; once an action. */
  confirm(): void;
  close(): void;
}

const CLOSED: ContractError = { code: 'closed', message: 'not connected' };

export function createSignalStore(currentClient: () => Client | null): SignalStore {
  const store = createStore<SignalState>(() => ({ action: null }));
  const { getState, setState } = store;

  /** An answer to an action that was closed or replaced meanwhile is dropped. */
  const proceed = (before: SignalAction, phase: SignalPhase): SignalAction | null => {
    if (getState().action !== before) return null;
    const action = { ...before, phase };
    setState({ action });
    return action;
  };

  const open = async (signal: SignalName, rows: readonly Row[]): Promise<void> => {
    const action: SignalAction = { signal, rows, phase: { kind: 'planning' } };
    setState({ action });
    const plan = (await currentClient()?.request('planSignal', { targets: rows.map(({ id }) => id), signal })) ?? { ok: false as const, error: CLOSED };
    proceed(action, plan.ok ? { kind: 'planned', plan: plan.value } : { kind: 'failed', error: plan.error });
  };

  const send = async (client: Client | null, target: PlanTarget, action: SignalAction): Promise<Result<SignalOutcome> | null> => {
    if (!isSendable(target) || !action.rows.some(({ id }) => isSameProcess(id, target.id))) return null;
    if (client === null) return { ok: false, error: CLOSED };
    return client.request('signal', { requestId: crypto.randomUUID(), target: target.id, signal: action.signal });
  };

  const confirm = async (): Promise<void> => {
    const { action } = getState();
    if (action?.phase.kind !== 'planned') return;
    const { plan } = action.phase;
    const sending = proceed(action, { kind: 'sending', plan });
    if (sending === null) return;
    const client = currentClient();
    const outcomes = await Promise.all(plan.targets.map((target) => send(client, target, action)));
    proceed(sending, { kind: 'done', plan, outcomes });
  };

  return { ...store, open: (signal, rows) => void open(signal, rows), confirm: () => void confirm(), close: () => setState({ action: null }) };
}

/** Whether the plan lets the signal through to this target. */
export function isSendable({ expectation }: PlanTarget): boolean {
  return expectation.kind !== 'refused' && expectation.kind !== 'gone';
}
