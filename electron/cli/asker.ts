import { askThrough, type AskHelper } from '../engine/privilege/askHelper.ts';
import { findHelperElevator } from '../engine/privilege/privilegeWay.ts';
import type { ProcessProvider } from '../engine/providers/provider.ts';
import { HELPER } from './readTable.ts';

/** How an action is run: as we are, or through the helper that asks first; null: there is no way to. */
export type Asker = 'as-we-are' | AskHelper | null;

export function askerFor(provider: ProcessProvider): AskHelper | null {
  const elevator = findHelperElevator(HELPER, provider.capabilities);
  return elevator === null ? null : askThrough(elevator, HELPER);
}
