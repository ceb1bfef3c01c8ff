import type { ReactNode } from 'react';
import { displayArguments } from '../../shared/process/commandLine.ts';
import type { Row } from '../../shared/process/row.ts';
import { isZombie } from '../../shared/process/stat.ts';
import { SafeArguments, SafeName } from '../text/SafeText.tsx';
import { useWords } from '../words/language.tsx';

/** The command line as ps shows it: `[comm]` where there is none, `[comm] <defunct>` for a zombie. */
export function CommandCell({ row }: { readonly row: Row }): ReactNode {
  const words = useWords();
  const { values, unknown } = row;
  const args = displayArguments(values.args ?? []);
  const reason = unknown?.['args'];
  if (args.length > 0 && !isZombie(values)) {
    return (
      <>
        <SafeArguments args={args} />
        {reason === 'cut' && <span className="tag">{words.tags.cut}</span>}
      </>
    );
  }
  return (
    <>
      [<SafeName name={values.comm} />]{isZombie(values) && ' <defunct>'}
      {isEmptyCommandLine(row) && <span className="tag">{words.tags.emptyCommandLine}</span>}
    </>
  );
}

/** A user process may show no command line and look like a kernel thread: only the kernel's own flag says which it is. */
function isEmptyCommandLine({ values }: Row): boolean {
  return Array.isArray(values.args) && displayArguments(values.args).length === 0 && values.isKernelThread === false && !isZombie(values);
}
