import { Fragment, type ReactNode } from 'react';
import { formatNumber } from '../../shared/fields/format.ts';
import type { Row } from '../../shared/process/row.ts';
import { whoIs, whoIsKin } from '../../shared/process/whoIs.ts';
import { ancestorsOf } from '../../shared/process/tree.ts';
import { useFindings, useProcesses, useStores } from '../state/stores.tsx';
import { SafeName } from '../text/SafeText.tsx';
import { useLanguage, useWords } from '../words/language.tsx';

/** The chain of parents down to the process, with when one of them was adopted; a click selects. */
export function Lineage({ row }: { readonly row: Row }): ReactNode {
  const tree = useProcesses((state) => state.tree);
  const { view } = useStores();
  const words = useWords();
  const chain = ancestorsOf(tree, row.key).reverse();
  const adopted = useFindings(({ orphans }) => orphans);
  const language = useLanguage();
  return (
    <>
      <nav className="lineage" aria-label={words.details.lineage}>
        {chain.map((ancestor) => (
          <Fragment key={ancestor.key}>
            <button type="button" className="link" onClick={() => view.select(ancestor)}>
              <SafeName name={ancestor.values.comm} /> {ancestor.id.pid}
            </button>
            <span aria-hidden="true"> › </span>
          </Fragment>
        ))}
        <b aria-current="true">
          <SafeName name={row.values.comm} /> {row.id.pid}
        </b>
      </nav>
      {chain.map((member) => {
        const orphan = adopted.get(member.key);
        if (orphan === undefined) return null;
        const by = orphan.by === null ? words.findings.unseen : whoIsKin(orphan.by);
        return (
          <p key={member.key} className="dim adopted">
            {words.details.adopted(whoIs(member), whoIsKin(orphan.from), by, formatNumber({ unit: 'epochMs' }, orphan.at, language))}
          </p>
        );
      })}
    </>
  );
}
