import type { ReactNode } from 'react';
import { displayArguments } from '../../shared/process/commandLine.ts';
import type { Row } from '../../shared/process/row.ts';
import { quoteArguments } from '../../shared/process/visibleText.ts';
import { SafeText } from '../text/SafeText.tsx';
import { useWords } from '../words/language.tsx';
import { CopyButton } from './CopyButton.tsx';

/** The arguments apart: where one ends and the next begins is not seen in a line. */
export function CommandLine({ row }: { readonly row: Row }): ReactNode {
  const words = useWords();
  const args = displayArguments(row.values.args ?? []);
  const reason = row.unknown?.['args'];
  return (
    <section>
      <div className="section-head">
        <h3>{words.details.commandLine}</h3>
        {args.length > 0 && <CopyButton label={words.details.copyCommandLine} text={() => quoteArguments(args)} />}
      </div>
      {args.length > 0 && (
        <ol className="arguments" start={0}>
          {args.map((argument, index) => (
            <li key={index} aria-label={words.details.argument(String(index))}>
              <code>
                <SafeText text={argument} />
              </code>
            </li>
          ))}
        </ol>
      )}
      {args.length === 0 && reason === undefined && <p className="dim">{words.details.noArguments}</p>}
      {reason !== undefined && <p className="dim">{words.unknown[reason]}</p>}
    </section>
  );
}
