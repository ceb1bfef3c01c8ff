import { type ReactNode, useRef } from 'react';
import { useHold } from '../table/useHold.ts';
import type { Field } from '../../shared/fields/field.ts';
import { formatNumber } from '../../shared/fields/format.ts';
import { isGroupRow } from '../../shared/process/arrangement/groupRow.ts';
import type { ProcessKey } from '../../shared/process/identity.ts';
import type { Row } from '../../shared/process/row.ts';
import type { ProcessTree } from '../../shared/process/tree.ts';
import { visibleName } from '../../shared/process/visibleText.ts';
import { exportTable } from '../commands/exportTable.ts';
import { leavePicture } from '../commands/picture.ts';
import { CommandButton } from '../panels/CommandButton.tsx';
import { useStores } from '../state/stores.tsx';
import { PICTURE_MEASURES, type PictureView } from '../state/viewStore.ts';
import { SafeText } from '../text/SafeText.tsx';
import { useLanguage, useWords } from '../words/language.tsx';
import { PictureTree } from './PictureTree.tsx';
import { usePicture } from './usePicture.ts';

interface PictureProps {
  readonly picture: PictureView;
  readonly fields: readonly Field[];
  readonly isStale: boolean;
  readonly onContextMenu: (at: { readonly x: number; readonly y: number }) => void;
}

/** Where memory or CPU goes, by subtree, in the place of the table: what is filtered there is here, and who is selected here is selected there. */
export function Picture({ picture, fields, isStale, onContextMenu }: PictureProps): ReactNode {
  const { measure, root } = picture;
  const { view } = useStores();
  const words = useWords().picture;
  const language = useLanguage();
  const facts = usePicture(measure, fields);
  const box = useRef<HTMLDivElement>(null);
  useHold(box);
  const rootRow = root === null ? null : rowIn(facts.tree, root);
  const time = new Intl.DateTimeFormat(language === 'zh' ? 'zh-Hans' : 'en', { timeStyle: 'medium', hourCycle: 'h23' });
  const { field } = facts;
  const whole = field.kind === 'number' && facts.whole > 0 ? formatNumber(field, facts.whole, language, 'short') : null;
  return (
    <section className={`picture${isStale ? ' stale' : ''}`} aria-label={words.title[measure]}>
      <div className="picture-head">
        <fieldset className="choice" aria-label={words.measure}>
          {PICTURE_MEASURES.map((one) => (
            <label key={one} className={one === measure ? 'on' : ''}>
              <input type="radio" name="picture-measure" checked={one === measure} onChange={() => view.showPicture({ measure: one, root })} />
              {words.measures[one]}
            </label>
          ))}
        </fieldset>
        <p className="picture-note">
          {whole !== null && <b>{words.whole(whole)}</b>} {words.asOf(time.format(facts.takenAt))}
        </p>
        {rootRow !== null && (
          <button type="button" className="button" onClick={() => view.showPicture({ measure, root: null })}>
            <SafeText text={words.leave(isGroupRow(rootRow) ? rootRow.group.label[language] : visibleName(rootRow.values.comm ?? '?'))} />
          </button>
        )}
        <div className="picture-end">
          <CommandButton command={exportTable} />
          <button type="button" className="button" onClick={() => leavePicture(view)}>
            {words.back} <kbd aria-hidden="true">Esc</kbd>
          </button>
        </div>
      </div>
      <div ref={box} className="picture-body">
        {facts.whole > 0 ? (
          <PictureTree facts={facts} picture={picture} onContextMenu={onContextMenu} />
        ) : (
          <p role="status" className="empty">
            {words.empty[measure]}
          </p>
        )}
      </div>
      <p className="picture-help">{words.help}</p>
    </section>
  );
}

function rowIn(tree: ProcessTree, key: ProcessKey): Row | null {
  const parent = tree.parentOf.get(key);
  return (parent === undefined ? tree.roots : (tree.childrenOf.get(parent.key) ?? [])).find((row) => row.key === key) ?? null;
}
