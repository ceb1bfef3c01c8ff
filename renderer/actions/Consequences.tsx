import type { ReactNode } from 'react';
import { describeConsequences } from '../../shared/words/actionWords.ts';
import { type ActionPlan, isSignalPlan } from '../state/actionPlan.ts';
import { useLanguage, useWords } from '../words/language.tsx';

const SHOWN = 12;

/** What follows beside what happens to the targets: orphans, ports that close, what is started again. */
export function Consequences({ plan }: { readonly plan: ActionPlan }): ReactNode {
  const words = useWords().action;
  const language = useLanguage();
  if (!isSignalPlan(plan)) return null;
  const sentences = describeConsequences(plan, language);
  if (sentences.length === 0) return null;
  return (
    <section>
      <h3>{words.consequences}</h3>
      <ul className="consequences">
        {sentences.slice(0, SHOWN).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
        {sentences.length > SHOWN && <li className="dim">{words.moreConsequences(String(sentences.length - SHOWN))}</li>}
      </ul>
    </section>
  );
}
