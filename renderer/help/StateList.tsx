import type { ReactNode } from 'react';
import { explainStat, MODIFIER_LETTERS, STATE_LETTERS, type StatLetter } from '../../shared/process/explainStat.ts';
import { useText, useWords } from '../words/language.tsx';
import { stateClass } from '../text/StatText.tsx';

/** Every letter of STAT, with what follows from it. */
export function StateList({ onShow }: { readonly onShow: (query: string) => void }): ReactNode {
  const words = useWords();
  const letters: readonly (StatLetter & { readonly query: string | null; readonly className: string })[] = [
    ...STATE_LETTERS.map((letter) => ({ ...explainStat(letter)[0]!, query: `state~/^${letter}$/`, className: stateClass(letter) })),
    ...MODIFIER_LETTERS.map((letter) => ({ ...explainStat(`S${letter}`)[1]!, query: `stat~/^..*${letter === '+' ? '\\+' : letter}/`, className: 'modifier' })),
  ];
  const say = useText();
  return (
    <dl className="letters">
      {letters.map(({ letter, name, consequence, textbook, query, className }) => (
        <div key={letter}>
          <dt>
            <code className={className}>{letter}</code>
          </dt>
          <dd>
            <b>{say(name)}</b> {say(consequence)} {textbook !== null && <span className="dim">{words.details.textbook(say(textbook))}</span>}{' '}
            {query !== null && (
              <button type="button" className="link" onClick={() => onShow(query)}>
                {words.help.show}
              </button>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
