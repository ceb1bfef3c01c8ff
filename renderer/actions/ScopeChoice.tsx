import { type ReactNode, useMemo } from 'react';
import { formatCount } from '../../shared/fields/format.ts';
import { visibleName } from '../../shared/process/visibleText.ts';
import { membersOf, type Scope, SCOPES } from '../../shared/process/scope.ts';
import { idsOf } from '../state/actionPlan.ts';
import type { Action } from '../state/actionStore.ts';
import { useProcesses, useStores } from '../state/stores.tsx';
import { useLanguage, useWords } from '../words/language.tsx';

/** Whom the action is for beside the chosen, with how many that are; a choice that would add nobody is not offered. */
export function ScopeChoice({ action: { scope, chosen } }: { readonly action: Action }): ReactNode {
  const { actions } = useStores();
  const rows = useProcesses((state) => state.rows);
  const words = useWords().action;
  const language = useLanguage();
  const offered = useMemo((): readonly { readonly one: Scope; readonly count: number }[] => {
    if (chosen.length > 1) return [{ one: 'marked', count: chosen.length }];
    const ids = idsOf(chosen);
    return SCOPES.filter((one) => one !== 'marked')
      .map((one) => ({ one, count: membersOf(one, ids, rows).length }))
      .filter(({ one, count }) => one === 'process' || count > 1);
  }, [chosen, rows]);
  if (offered.length === 1 && offered[0]!.one === scope && chosen.length === 1) return null;
  const { pgid, sid, comm } = chosen[0]!.values;
  const label = (one: Scope): string => words.scopes[one](one === 'group' ? String(pgid) : one === 'session' ? String(sid) : visibleName(comm ?? '?'));
  return (
    <fieldset className="choice">
      <legend>{words.scope}</legend>
      {offered.map(({ one, count }) => (
        <label key={one} className={one === scope ? 'on' : ''}>
          <input type="radio" name="scope" value={one} checked={one === scope} onChange={() => actions.revise({ scope: one })} />
          {label(one)} <small>{formatCount(count, language)}</small>
        </label>
      ))}
    </fieldset>
  );
}
