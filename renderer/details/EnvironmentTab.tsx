import { type ReactNode, useEffect, useState } from 'react';
import { formatCount } from '../../shared/fields/format.ts';
import { type Environment, LONGEST_VARIABLE_NAME, type Reveal, type Variable } from '../../shared/process/environment.ts';
import type { Row } from '../../shared/process/row.ts';
import { visibleName } from '../../shared/process/visibleText.ts';
import { useLink } from '../state/stores.tsx';
import { SafeName, SafeText } from '../text/SafeText.tsx';
import { useLanguage, useWords } from '../words/language.tsx';

/**
 * The variables that the program was started with. Names are read when this is opened, values when they are asked for: of one name, or all. What is
 * hidden again is forgotten, and all of it is when this is closed.
 */
export function EnvironmentTab({ row: { id } }: { readonly row: Row }): ReactNode {
  const client = useLink((state) => state.client);
  const [reveal, setReveal] = useState<Reveal>({ kind: 'names' });
  const [answer, setAnswer] = useState<Environment | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const words = useWords();
  const language = useLanguage();
  const { pid, startTime, inode } = id;
  useEffect(() => {
    if (client === null) return;
    let isCurrent = true;
    void client.request('environment', { target: { pid, startTime, inode }, reveal }).then((result) => {
      if (!isCurrent) return;
      if (result.ok) setAnswer(result.value);
      setTrouble(result.ok || result.error.code === 'closed' ? null : result.error.message);
    });
    return () => {
      isCurrent = false;
    };
  }, [client, pid, startTime, inode, reveal]);

  const { environment } = words.details;
  if (trouble !== null) return <p className="reason">{words.details.failed(trouble)}</p>;
  if (answer === null) return <p className="dim">{words.details.reading}</p>;
  if (answer.kind === 'gone') return <p className="dim">{words.disabled.ended}</p>;
  if (answer.kind === 'unknown') return <p className="reason">{words.unknown[answer.reason]}</p>;
  const { variables, isCut } = answer;
  if (variables.length === 0) return <p className="dim">{environment.none}</p>;
  const isAllShown = reveal.kind === 'all';
  return (
    <section className="environment">
      <div className="section-head">
        <h3>{environment.count(formatCount(variables.length, language))}</h3>
        <button type="button" className="button" aria-pressed={isAllShown} onClick={() => setReveal({ kind: isAllShown ? 'names' : 'all' })}>
          {isAllShown ? environment.hideAll : environment.showAll}
        </button>
      </div>
      <p className="dim">{environment.hint}</p>
      {isCut && <p className="note">{environment.cut}</p>}
      <ul className="variables" aria-label={environment.label}>
        {variables.map((variable, index) => (
          <Entry key={index} variable={variable} isAllShown={isAllShown} onReveal={setReveal} />
        ))}
      </ul>
    </section>
  );
}

interface EntryProps {
  readonly variable: Variable;
  readonly isAllShown: boolean;
  readonly onReveal: (reveal: Reveal) => void;
}

function Entry({ variable: { name, value }, isAllShown, onReveal }: EntryProps): ReactNode {
  const { environment } = useWords().details;
  const isShown = value !== null;
  return (
    <li>
      <code className="variable-name">
        <SafeName name={name} />
      </code>
      {isShown && (
        <code className="variable-value">
          <SafeText text={value} />
        </code>
      )}
      {!isAllShown && name.length <= LONGEST_VARIABLE_NAME && (
        <button
          type="button"
          className="link"
          aria-label={(isShown ? environment.hideOne : environment.showOne)(visibleName(name))}
          onClick={() => onReveal(isShown ? { kind: 'names' } : { kind: 'one', name })}
        >
          {isShown ? environment.hide : environment.show}
        </button>
      )}
    </li>
  );
}
