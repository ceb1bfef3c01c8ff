import { memo, type ReactNode } from 'react';
import { MAX_INDENT } from '../../shared/process/flatten.ts';
import { useWords } from '../words/language.tsx';

interface GuidesProps {
  readonly depth: number;
  readonly guides: number;
  readonly isLast: boolean;
}

/** The lines of pstree: a stroke for each ancestor that has more children below, and an elbow to the row. */
export const Guides = memo(function Guides({ depth, guides, isLast }: GuidesProps): ReactNode {
  const words = useWords();
  const levels = Math.min(depth, MAX_INDENT);
  return (
    <>
      {Array.from({ length: levels }, (_, level) => {
        const isElbow = level === levels - 1;
        const goesOn = isElbow ? !isLast : ((guides >>> level) & 1) === 1;
        return <span key={level} className={`guide${goesOn ? ' goes-on' : ''}${isElbow ? ' elbow' : ''}`} />;
      })}
      {depth > MAX_INDENT && (
        <span className="depth" aria-label={words.table.depth(String(depth))}>
          {depth}
        </span>
      )}
    </>
  );
});
