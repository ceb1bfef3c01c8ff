import { Fragment, type ReactNode } from 'react';
import { segmentsOf, visibleName } from '../../shared/process/visibleText.ts';

/** Text that a process wrote: what is hidden or no text is shown escaped and styled apart, and its direction stays its own. */
export function SafeText({ text }: { readonly text: string }): ReactNode {
  return <bdi className="safe">{marked(text)}</bdi>;
}

/** A process's name: also when it is empty or made of spaces. */
export function SafeName({ name }: { readonly name: string | null }): ReactNode {
  const raw = name ?? '?';
  const shown = visibleName(raw);
  const isPlain =
    shown ===
    segmentsOf(raw)
      .map(({ text }) => text)
      .join('');
  return <bdi className="safe">{isPlain ? marked(raw) : <span className="escape">{shown}</span>}</bdi>;
}

/** Arguments in one line. */
export function SafeArguments({ args }: { readonly args: readonly string[] }): ReactNode {
  return (
    <bdi className="safe">
      {args.map((argument, index) => (
        <Fragment key={index}>
          {index > 0 && ' '}
          {marked(argument)}
        </Fragment>
      ))}
    </bdi>
  );
}

function marked(text: string): ReactNode {
  const segments = segmentsOf(text);
  if (segments.length === 1 && !segments[0]!.isEscape) return text;
  return segments.map((segment, index) =>
    segment.isEscape ? (
      <span key={index} className="escape">
        {segment.text}
      </span>
    ) : (
      <Fragment key={index}>{segment.text}</Fragment>
    ),
  );
}
