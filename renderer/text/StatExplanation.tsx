import type { ReactNode } from 'react';
import { explainStat } from '../../shared/process/explainStat.ts';
import { useText, useWords } from '../words/language.tsx';
import { stateClass } from './StatText.tsx';

/** STAT letter by letter: what it is called, what follows from it, its text-book name. */
export function StatExplanation({ stat }: { readonly stat: string }): ReactNode {
  const words = useWords();
  const say = useText();
  return (
    <ul className="stat-explanation">
      {explainStat(stat).map(({ letter, name, consequence, textbook }, index) => (
        <li key={index}>
          <code className={index === 0 ? stateClass(stat) : 'modifier'}>{letter}</code>
          <span>
            <b>{say(name)}</b> <span className="consequence">{say(consequence)}</span>{' '}
            {textbook !== null && <span className="textbook">{words.details.textbook(say(textbook))}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
