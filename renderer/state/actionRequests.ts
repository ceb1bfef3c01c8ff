import type { ActionOutcome, LoggedAction } from '../../shared/process/actionLog.ts';
import { keyOf, type ProcessId } from '../../shared/process/identity.ts';
import type { Client } from '../../shared/transport/client.ts';
import type { ContractError, Result } from '../../shared/transport/contract.ts';
import { type ActionPlan, type Draft, idsOf, type PlanTarget } from './actionPlan.ts';

/** How an action on one target ended. */
export interface Answer {
  readonly id: ProcessId;
  readonly name: string;
  readonly outcome: ActionOutcome;
}

/** How an action ended; of a subtree also whether it could be brought to rest, and who came of it and lives. */
export interface Answers {
  readonly targets: readonly Answer[];
  readonly isSettled?: boolean;
  readonly left?: LoggedAction['left'];
}

const CLOSED: ContractError = { code: 'closed', message: 'not connected' };
const UNREACHABLE = { ok: false, error: CLOSED } as const;

export async function requestPlan(client: Client | null, { deed, scope, chosen }: Draft): Promise<Result<ActionPlan>> {
  const targets = idsOf(chosen);
  if (client === null) return UNREACHABLE;
  return deed.kind === 'signal'
    ? client.request('planSignal', { targets, signal: deed.signal, scope })
    : client.request('planChange', { targets, change: deed.change, scope });
}

/** Has the engine do to these targets of the plan what the draft says. A subtree is signalled as one. */
export async function runPlan(
  client: Client | null,
  { deed, scope, chosen, withPrivilege = false }: Draft,
  targets: readonly PlanTarget[],
  requestId: string,
): Promise<Result<Answers>> {
  if (client === null) return UNREACHABLE;
  const ids = targets.map(({ id }) => id);
  if (deed.kind === 'change') return client.request('change', { requestId, targets: ids, change: deed.change, scope, withPrivilege });
  const root = ids.find((id) => keyOf(id) === chosen[0]!.key);
  if (scope === 'subtree' && root !== undefined && !withPrivilege) {
    return client.request('signalTree', { requestId, target: root, members: ids.filter((id) => id !== root), signal: deed.signal });
  }
  return client.request('signalMany', { requestId, targets: ids, signal: deed.signal, scope, withPrivilege });
}
