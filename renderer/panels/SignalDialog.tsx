import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { commandText } from '../../shared/process/commandLine.ts';
import type { Row } from '../../shared/process/row.ts';
import { visibleName } from '../../shared/process/visibleText.ts';
import { isSendable, type SignalAction } from '../state/signalStore.ts';
import { useProcesses, useSignals, useStores } from '../state/stores.tsx';
import { SafeName } from '../text/SafeText.tsx';
import { focusTable } from '../table/focusTable.ts';
import { useWords } from '../words/language.tsx';
import { mustOfferKill, SignalProgress } from './SignalProgress.tsx';

/**
 * The confirmation of a signal: whom, what will happen, and afterwards what did. The browser's own <dialog>: it keeps the focus and hides
 * the rest from assistive technology without a style tag, which the CSP would refuse.
 */
export function SignalDialog(): ReactNode {
  const action = useSignals((state) => state.action);
  if (action === null) return null;
  return <OpenDialog key={`${action.signal} ${action.rows.map(({ key }) => key).join()}`} action={action} />;
}

function OpenDialog({ action }: { readonly action: SignalAction }): ReactNode {
  const { signals } = useStores();
  const words = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const cancel = useRef<HTMLButtonElement>(null);
  const { signal, rows, phase } = action;
  const allEnded = useProcesses((state) => rows.every(({ key }) => !state.rows.has(key)));
  const isOver = phase.kind === 'done' || phase.kind === 'failed';

  /** Before the element is taken away: closing gives the focus back, unless what had it is gone. */
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    cancel.current?.focus();
    return () => {
      element?.close();
      if (document.activeElement === document.body) focusTable();
    };
  }, []);

  const canSend = phase.kind === 'planned' && !allEnded && phase.plan.targets.some(isSendable);
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="dialog-title" onClose={({ currentTarget }) => currentTarget.open || signals.close()}>
      <h2 id="dialog-title">{rows.map((row) => words.dialog.title(signal, visibleName(row.values.comm ?? '?'), String(row.id.pid))).join(' ')}</h2>
      {rows.map((row) => (
        <Target key={row.key} row={row} />
      ))}
      <SignalProgress action={action} allEnded={allEnded} />
      <div className="dialog-buttons">
        <button ref={cancel} type="button" className="button" onClick={() => signals.close()}>
          {isOver || phase.kind === 'sending' ? words.dialog.close : words.dialog.cancel}
        </button>
        {mustOfferKill(action) && (
          <button type="button" className="button danger" onClick={() => signals.open('SIGKILL', rows)}>
            {words.dialog.tryKill}
          </button>
        )}
        {(phase.kind === 'planning' || phase.kind === 'planned') && (
          <button type="button" className="button danger" disabled={!canSend} onClick={() => signals.confirm()}>
            {words.dialog.send(signal)}
          </button>
        )}
      </div>
    </dialog>
  );
}

function Target({ row }: { readonly row: Row }): ReactNode {
  const words = useWords();
  return (
    <dl className="target">
      <dt>{words.process}</dt>
      <dd>
        <b>
          <SafeName name={row.values.comm} />
        </b>{' '}
        {words.details.pid(String(row.id.pid))}
      </dd>
      <dt>{words.dialog.user}</dt>
      <dd>{row.values.user ?? '–'}</dd>
      <dt>{words.dialog.command}</dt>
      <dd>
        <code>
          <bdi className="safe">{commandText(row.values)}</bdi>
        </code>
      </dd>
    </dl>
  );
}
