import type { ReactNode } from 'react';
import type { UnknownReason } from '../../shared/fields/field.ts';
import { DASH } from '../text/fieldText.ts';
import { useWords } from '../words/language.tsx';

/** A dash and why there is no value, in a word; its tooltip says it whole. */
export function Unknown({ reason }: { readonly reason: UnknownReason }): ReactNode {
  const words = useWords();
  return (
    <span data-tip="text" data-reason={words.unknown[reason]}>
      {DASH} <span className="reason">{words.details.reasons[reason]}</span>
    </span>
  );
}
