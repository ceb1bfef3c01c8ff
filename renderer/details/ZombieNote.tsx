import type { ReactNode } from 'react';
import type { Row } from '../../shared/process/row.ts';
import { useProcesses, useStores } from '../state/stores.tsx';
import { SafeName } from '../text/SafeText.tsx';
import { useWords } from '../words/language.tsx';

/** Why nothing can be done to a zombie, and whom to turn to. */
export function ZombieNote({ row }: { readonly row: Row }): ReactNode {
  const parent = useProcesses(({ tree }) => tree.parentOf.get(row.key));
  const { view } = useStores();
  const words = useWords();
  return (
    <section className="finding">
      <h3>{words.details.zombieTitle}</h3>
      <p>{words.details.zombieParent}</p>
      {parent !== undefined && (
        <button type="button" className="button" onClick={() => view.select(parent)}>
          {words.details.selectParent}: <SafeName name={parent.values.comm} /> {parent.id.pid}
        </button>
      )}
    </section>
  );
}
