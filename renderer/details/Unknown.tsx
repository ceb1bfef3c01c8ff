import type { ReactNode } from 'react';
import type { UnknownReason } from '../../shared/fields/field.ts';
import { DASH } from '../text/fieldText.ts';
import { useWords } from '../words/language.tsx';

/** A dash and why there is no value. */
export function Unknown({ reason }: { readonly reason: UnknownReason }): ReactNode {
  const words = useWords();
  return (
    <>
      {DASH} <span className="reason">{words.unknown[reason]}</span>
    </>
  );
}
