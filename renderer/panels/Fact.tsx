import type { ReactNode } from 'react';
import type { SystemFact, SystemLine } from '../../shared/system/systemLine.ts';
import { DASH } from '../text/fieldText.ts';
import { useWords } from '../words/language.tsx';
import type { Words } from '../words/en.ts';

interface FactProps {
  readonly line: SystemLine;
  /** Whose reason there is, where the value is unknown. */
  readonly fact: SystemFact;
  readonly value: string | null;
  /** The value in its words. */
  readonly say: (value: string) => string;
}

/** One figure of the system line; a dash with the reason where it is unknown. */
export function Fact({ line, fact, value, say }: FactProps): ReactNode {
  const words = useWords();
  if (value !== null) return <span>{say(value)}</span>;
  return (
    <span className="unknown" data-tip="text" data-reason={reasonOf(line, fact, words)}>
      {say(DASH)}
    </span>
  );
}

/** Why a figure is unknown. */
export function reasonOf({ unknown }: SystemLine, fact: SystemFact, words: Words): string {
  return words.unknown[unknown[fact] ?? 'unsupported'];
}
