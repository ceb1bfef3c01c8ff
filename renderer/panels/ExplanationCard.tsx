import { Copy } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { Explanation } from '../../shared/process/explain/explanation.ts';
import { toMarkdown } from '../../shared/process/explain/markdown.ts';
import type { Row } from '../../shared/process/row.ts';
import { copyText } from '../actions/copyText.ts';
import { useLink } from '../state/stores.tsx';
import { useLanguage, useText, useWords } from '../words/language.tsx';

/** ms after which it is asked again while it is shown: states and waits move on. */
const ASK_EVERY = 3_000;

/** What the process is, in sentences, made by the engine; it stays as it was when the process ends. */
export function ExplanationCard({ row }: { readonly row: Row }): ReactNode {
  const explanation = useExplanation(row);
  const words = useWords().explanation;
  const say = useText();
  const language = useLanguage();
  const [told, setTold] = useState('');
  if (explanation === null) return null;
  const copy = async (): Promise<void> => {
    const isCopied = await copyText(toMarkdown(explanation, language)).then(
      () => true,
      () => false,
    );
    setTold(isCopied ? words.copied : words.notCopied);
    setTimeout(() => setTold(''), 2_000);
  };
  return (
    <section className="explanation" aria-label={words.title}>
      <div className="section-head">
        <h3>{words.title}</h3>
        <span role="status" className="dim">
          {told}
        </span>
        <button type="button" className="link" onClick={() => void copy()}>
          <Copy size={13} aria-hidden="true" /> {words.copy}
        </button>
      </div>
      {explanation.sections.map(({ id, title, sentences }) => (
        <div key={id} data-section={id}>
          <h4>{say(title)}</h4>
          {sentences.map((sentence) => (
            <p key={sentence.en}>{say(sentence)}</p>
          ))}
        </div>
      ))}
    </section>
  );
}

/** Asks for it, and again while it is shown. null: not answered yet. */
function useExplanation({ key, id: { pid, startTime, inode } }: Row): Explanation | null {
  const client = useLink((link) => link.client);
  const [known, setKnown] = useState<{ readonly key: string; readonly explanation: Explanation } | null>(null);
  useEffect(() => {
    if (client === null) return;
    let isShown = true;
    const ask = async (): Promise<void> => {
      const answer = await client.request('explain', { target: { pid, startTime, inode } });
      if (isShown && answer.ok && answer.value.explanation !== null) setKnown({ key, explanation: answer.value.explanation });
    };
    void ask();
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void ask();
    }, ASK_EVERY);
    return () => {
      isShown = false;
      clearInterval(timer);
    };
  }, [client, key, pid, startTime, inode]);
  return known !== null && known.key === key ? known.explanation : null;
}
