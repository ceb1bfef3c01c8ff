import { Fragment, type ReactNode } from 'react';
import type { Row } from '../../shared/process/row.ts';
import { ancestorsOf } from '../../shared/process/tree.ts';
import { useProcesses, useStores } from '../state/stores.tsx';
import { SafeName } from '../text/SafeText.tsx';
import { useWords } from '../words/language.tsx';

/** The chain of parents down to the process; a click selects. */
export function Lineage({ row }: { readonly row: Row }): ReactNode {
  const tree = useProcesses((state) => state.tree);
  const { view } = useStores();
  const words = useWords();
  const chain = ancestorsOf(tree, row.key).reverse();
  return (
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
  );
}
