import { type ReactNode, useCallback, useState } from 'react';
import type { Explanation } from '../../shared/process/explain/explanation.ts';
import { toMarkdown } from '../../shared/process/explain/markdown.ts';
import type { Row } from '../../shared/process/row.ts';
import type { Client } from '../../shared/transport/client.ts';
import { useHasEnded } from '../state/stores.tsx';
import { useLanguage, useText, useWords } from '../words/language.tsx';
import { CopyButton } from './CopyButton.tsx';
import { usePolled } from './usePolled.ts';

/** ms after which it is asked again while it is shown: states and waits move on. */
const ASK_EVERY = 3_000;

/** What the process is, in sentences, made by the engine; it stays as it was when the process ends. */
export function ExplanationCard({ row }: { readonly row: Row }): ReactNode {
  const explanation = useExplanation(row);
  const words = useWords();
  const say = useText();
  const language = useLanguage();
  const { title, copy } = words.explanation;
  return (
    <section className="explanation" aria-label={title}>
      <div className="section-head">
        <h3>{title}</h3>
        {explanation !== null && <CopyButton label={copy} text={() => toMarkdown(explanation, language)} />}
      </div>
      {explanation === null && <p className="dim">{words.details.reading}</p>}
      {explanation?.sections.map(({ id, title: heading, sentences }) => (
        <div key={id} data-section={id}>
          <h4>{say(heading)}</h4>
          {sentences.map((sentence) => (
            <p key={sentence.en}>{say(sentence)}</p>
          ))}
        </div>
      ))}
    </section>
  );
}

/** null: not answered yet. */
function useExplanation({ key, id: { pid, startTime, inode } }: Row): Explanation | null {
  const hasEnded = useHasEnded(key);
  const ask = useCallback((client: Client) => client.request('explain', { target: { pid, startTime, inode } }), [pid, startTime, inode]);
  const { value } = usePolled(key, hasEnded ? null : ask, ASK_EVERY);
  const [last, setLast] = useState<Explanation | null>(null);
  const now = value?.explanation ?? null;
  if (now !== null && now !== last) setLast(now);
  return last;
}
