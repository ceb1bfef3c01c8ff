import type { ReactNode } from 'react';
import { describeActionOutcome } from '../../shared/process/actionExport.ts';
import type { Deed } from '../../shared/process/actionLog.ts';
import { keyOf } from '../../shared/process/identity.ts';
import { visibleName } from '../../shared/process/visibleText.ts';
import { isSendable } from '../state/actionPlan.ts';
import type { ActionPhase } from '../state/actionStore.ts';
import { useLanguage, useWords } from '../words/language.tsx';
import { Who } from './TargetList.tsx';

type Reported = Extract<ActionPhase, { kind: 'running' | 'done' }>;

const GOOD = new Set(['exited', 'sent', 'changed']);
const BAD = new Set(['running', 'pending', 'denied', 'lacks', 'failed', 'refused', 'not-authorized', 'uncertain']);

/** Each target's end as it is told, those that were never asked, what came back. */
export function ActionReport({ phase: { kind, plan, report }, deed }: { readonly phase: Reported; readonly deed: Deed }): ReactNode {
  const words = useWords().action;
  const language = useLanguage();
  const { outcomes, left, cameBack, isSettled } = report;
  const planned = new Set(plan.targets.map(({ id }) => keyOf(id)));
  const asked = plan.targets.filter(isSendable);
  // Of a subtree: found while it was brought to rest.
  const found = [...outcomes.values()].filter(({ id }) => !planned.has(keyOf(id)));
  return (
    <section>
      <h3>{kind === 'running' ? words.running(String(outcomes.size), String(asked.length)) : words.outcome}</h3>
      {!isSettled && <p className="bad">{words.notSettled}</p>}
      <ul className="targets" role="status">
        {[...asked, ...found].map(({ id, name }) => {
          const told = outcomes.get(keyOf(id));
          const outcome = told?.outcome.kind ?? (kind === 'done' ? 'not-sent' : 'waiting');
          return (
            <li key={keyOf(id)} data-outcome={outcome} data-tone={GOOD.has(outcome) ? 'good' : BAD.has(outcome) ? 'bad' : 'none'}>
              <Who target={{ id, name: told?.name === undefined || told.name === '' ? name : told.name }} />
              <span>{told === undefined ? (kind === 'done' ? words.notAsked : words.waiting) : describeActionOutcome(told.outcome, deed, language)}</span>
            </li>
          );
        })}
        {left.map(({ id, name }) => (
          <li key={`left ${keyOf(id)}`} data-outcome="left" data-tone="bad">
            <Who target={{ id, name }} />
            <span>{words.left}</span>
          </li>
        ))}
      </ul>
      {cameBack.map(({ ended, id, name, by }) => (
        <p key={keyOf(id)} role="status" className="came-back">
          {words.cameBack[by](visibleName(name), String(ended.pid), String(id.pid))}
        </p>
      ))}
    </section>
  );
}
