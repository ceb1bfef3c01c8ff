import { type ReactNode, useState } from 'react';
import { keyOf } from '../../shared/process/identity.ts';
import { describeExpectation } from '../../shared/words/actionWords.ts';
import { describeChangeExpectation } from '../../shared/words/changeWords.ts';
import type { Language } from '../../shared/words/text.ts';
import { type ActionPlan, isSendable, isSignalPlan, type PlanTarget } from '../state/actionPlan.ts';
import type { Action } from '../state/actionStore.ts';
import { useProcesses } from '../state/stores.tsx';
import { SafeName } from '../text/SafeText.tsx';
import { useLanguage, useWords } from '../words/language.tsx';

/** More are shown when asked for. */
const SHOWN_AT_FIRST = 100;

/** Each target with what will happen to it, and what has changed since the dialog was opened. */
export function TargetList({ action: { first }, plan }: { readonly action: Action; readonly plan: ActionPlan }): ReactNode {
  const words = useWords().action;
  const language = useLanguage();
  const rows = useProcesses((state) => state.rows);
  const [isWhole, setWhole] = useState(false);
  const before = new Set(first.map(({ id }) => keyOf(id)));
  const now = new Set(plan.targets.map(({ id }) => keyOf(id)));
  // Those that ended since are no members any more, and stay in sight.
  const all = [...plan.targets, ...first.filter(({ id }) => !now.has(keyOf(id)) && !rows.has(keyOf(id)))];
  const shown = isWhole ? all : all.slice(0, SHOWN_AT_FIRST);
  return (
    <section>
      <h3>{words.willHappen}</h3>
      <ul className="targets" data-total={all.length}>
        {shown.map((target) => {
          const key = keyOf(target.id);
          const hasEnded = !rows.has(key) && target.expectation.kind !== 'gone';
          return (
            <li key={key} data-expectation={hasEnded ? 'gone' : target.expectation.kind} data-tone={hasEnded ? 'none' : toneOf(target)}>
              <Who target={target} />
              <span>
                {hasEnded ? words.endedMeanwhile : describeTarget(plan, target, language)}
                {!before.has(key) && <em> {words.appeared}</em>}
              </span>
            </li>
          );
        })}
      </ul>
      {shown.length < all.length && (
        <button type="button" className="link" onClick={() => setWhole(true)}>
          {words.showAll(String(all.length - shown.length))}
        </button>
      )}
    </section>
  );
}

export function Who({ target: { id, name, user } }: { readonly target: Pick<PlanTarget, 'id' | 'name'> & { readonly user?: string | null } }): ReactNode {
  return (
    <b className="who">
      <SafeName name={name} /> <span className="dim">{id.pid}</span>
      {user !== null && user !== undefined && (
        <span className="dim">
          {' '}
          <SafeName name={user} />
        </span>
      )}
    </b>
  );
}

function describeTarget(plan: ActionPlan, target: PlanTarget, language: Language): string {
  if (isSignalPlan(plan)) return describeExpectation((target as (typeof plan.targets)[number]).expectation, plan.signal, language);
  const { expectation, from } = target as (typeof plan.targets)[number];
  return describeChangeExpectation(expectation, plan.change, from, language);
}

/** Colours tell what the words say: good (done as asked), uncertain, bad (it will not be), none (nothing happens). */
function toneOf(target: PlanTarget): 'good' | 'uncertain' | 'bad' | 'none' {
  const { kind } = target.expectation;
  if (!isSendable(target)) return kind === 'refused' ? 'bad' : 'none';
  if (kind === 'ignores' || kind === 'privilege') return 'bad';
  return kind === 'blocks' || kind === 'waits' || kind === 'handles' ? 'uncertain' : 'good';
}
