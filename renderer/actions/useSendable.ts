import { keyOf } from '../../shared/process/identity.ts';
import { isSendable } from '../state/actionPlan.ts';
import type { Action } from '../state/actionStore.ts';
import { useProcesses } from '../state/stores.tsx';

/** How many living targets the shown plan lets the action through to. */
export function useSendable({ phase }: Action): number {
  return useProcesses(({ rows }) =>
    phase.kind === 'planned' ? phase.plan.targets.filter((target) => isSendable(target) && rows.has(keyOf(target.id))).length : 0,
  );
}
