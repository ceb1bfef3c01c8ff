import type { ReactNode } from 'react';
import { formatCount } from '../../shared/fields/format.ts';
import { isGroupRow } from '../../shared/process/arrangement/groupRow.ts';
import { isGhostRow } from '../../shared/process/arrangement/originalTree.ts';
import type { FlatRow } from '../../shared/process/flatten.ts';
import { isZombie } from '../../shared/process/stat.ts';
import type { LinkMark } from '../../shared/process/tree.ts';
import { useFindings } from '../state/stores.tsx';
import { SafeName } from '../text/SafeText.tsx';
import { useLanguage, useText, useWords } from '../words/language.tsx';
import { Guides } from './Guides.tsx';

interface TreeCellProps {
  readonly line: FlatRow;
  readonly mark: LinkMark | null;
  readonly isMarked: boolean;
  readonly hasEnded: boolean;
  readonly onToggle: () => void;
}

/** Name with guides, the twisty, and what is special about the process. */
export function TreeCell({ line, mark, isMarked, hasEnded, onToggle }: TreeCellProps): ReactNode {
  const { row, depth, guides, isLast, childCount, isExpanded } = line;
  const words = useWords();
  const language = useLanguage();
  const say = useText();
  const isOrphan = useFindings(({ orphans }) => orphans.has(row.key));
  return (
    <>
      <Guides depth={depth} guides={guides} isLast={isLast} />
      {childCount > 0 ? (
        <span
          className={`twisty${isExpanded ? ' open' : ''}`}
          aria-hidden="true"
          onClick={(event) => {
            event.stopPropagation();
            onToggle();
          }}
        />
      ) : (
        <span className="twisty none" />
      )}
      {isMarked && (
        <span className="mark" role="img" aria-label={words.tags.marked}>
          ✓
        </span>
      )}
      <span className="name">{isGroupRow(row) ? say(row.group.label) : <SafeName name={row.values.comm} />}</span>
      {isGroupRow(row) && <span className="badge">{formatCount(row.group.members.length, language)}</span>}
      {childCount > 0 && !isExpanded && !isGroupRow(row) && (
        <span className="badge" aria-label={words.table.children(formatCount(childCount, language))}>
          {formatCount(childCount, language)}
        </span>
      )}
      {isZombie(row.values) && !hasEnded && <span className="tag state-Z">{words.tags.zombie}</span>}
      {row.values.state === 'Z' && !isZombie(row.values) && !hasEnded && <span className="tag state-D">{words.tags.leaderExited}</span>}
      {isGhostRow(row) && <span className="tag state-O">{words.tags.ghost}</span>}
      {hasEnded && <span className="tag state-Z">{words.tags.ended}</span>}
      {isOrphan && !hasEnded && <span className="tag state-O">{words.tags.orphan}</span>}
      {mark !== null && (
        <span className="tag" data-tip="link" data-mark={mark}>
          {words.links[mark].tag}
        </span>
      )}
    </>
  );
}
