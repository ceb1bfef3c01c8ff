import type { ReactNode } from 'react';
import { useWords } from '../words/language.tsx';

/** A parent, and a procession of children below it. The same drawing as icon.svg. */
export function Logo(): ReactNode {
  const words = useWords();
  return (
    <div className="logo">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M5 4v12.5a3 3 0 0 0 3 3h3M5 10.5h6" />
        <circle cx="5" cy="4" r="2.4" />
        <circle cx="12.5" cy="10.5" r="2.4" />
        <circle cx="12.5" cy="19.5" r="2.4" />
        <circle cx="20" cy="19.5" r="1.7" className="next" />
        <circle cx="20" cy="10.5" r="1.7" className="next" />
      </svg>
      <h1>{words.appName}</h1>
    </div>
  );
}
