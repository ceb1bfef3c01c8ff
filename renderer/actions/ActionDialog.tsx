import { type ReactNode, useRef } from 'react';
import { visibleName } from '../../shared/process/visibleText.ts';
import { describeDeed } from '../../shared/process/actionExport.ts';
import type { Action } from '../state/actionStore.ts';
import { useModal } from '../panels/useModal.ts';
import { useActions, useStores } from '../state/stores.tsx';
import { useLanguage, useWords } from '../words/language.tsx';
import { ActionReport } from './ActionReport.tsx';
import { Consequences } from './Consequences.tsx';
import { NextSteps } from './NextSteps.tsx';
import { ScopeChoice } from './ScopeChoice.tsx';
import { SettingEditor } from './SettingEditor.tsx';
import { SignalChoice } from './SignalChoice.tsx';
import { TargetList } from './TargetList.tsx';
import { useSendable } from './useSendable.ts';

/**
 * The plan of an action and its confirmation, then its report. The browser's own <dialog>: it keeps the focus and hides the rest from assistive
 * technology without a style tag, which the CSP would refuse.
 */
export function ActionDialog(): ReactNode {
  const action = useActions((state) => state.action);
  if (action === null || action.isQuiet) return null;
  return <OpenDialog key={action.chosen.map(({ key }) => key).join()} action={action} />;
}

function OpenDialog({ action }: { readonly action: Action }): ReactNode {
  const { actions } = useStores();
  const words = useWords().action;
  const language = useLanguage();
  const cancel = useRef<HTMLButtonElement>(null);
  const dialog = useModal(cancel);
  const sendable = useSendable(action);
  const { phase, chosen, deed } = action;
  const isOpen = phase.kind === 'planning' || phase.kind === 'planned';

  const [{ id, values }] = chosen as [(typeof chosen)[number]];
  const name = visibleName(values.comm ?? '?');
  const total = phase.kind === 'planning' || phase.kind === 'failed' ? chosen.length : phase.plan.targets.length;
  const doing = describeDeed(deed, language);
  return (
    <dialog ref={dialog} className="dialog action" aria-labelledby="dialog-title" onClose={({ currentTarget }) => currentTarget.open || actions.close()}>
      <h2 id="dialog-title">
        {deed.kind === 'signal' ? words.title(doing, name, String(id.pid)) : words.changeTitle(name, String(id.pid))}
        {total > 1 && words.andMore(String(total - 1))}
      </h2>
      {isOpen && (
        <>
          <ScopeChoice action={action} />
          {deed.kind === 'signal' ? <SignalChoice deed={deed} /> : <SettingEditor action={action} deed={deed} />}
        </>
      )}
      {action.withPrivilege === true && isOpen && <p className="choice-help">{words.asPrivileged}</p>}
      {phase.kind === 'planning' && <p role="status">{words.planning}</p>}
      {phase.kind === 'planned' && (
        <>
          <TargetList action={action} plan={phase.plan} />
          <Consequences plan={phase.plan} />
        </>
      )}
      {(phase.kind === 'running' || phase.kind === 'done') && <ActionReport phase={phase} deed={deed} />}
      {phase.kind === 'failed' && (
        <p role="alert" className="bad">
          {phase.isKnown ? words.failed(phase.error.message) : words.unknownOutcome(phase.error.message)}
        </p>
      )}
      <div className="dialog-buttons">
        <button ref={cancel} type="button" className="button" onClick={() => actions.close()}>
          {isOpen ? words.cancel : words.close}
        </button>
        {phase.kind === 'done' && <NextSteps action={action} phase={phase} />}
        {isOpen && (
          <button
            type="button"
            className={`button${deed.kind === 'signal' ? ' danger' : ' primary'}`}
            disabled={sendable === 0}
            onClick={() => actions.confirm()}
          >
            {deed.kind === 'signal' ? words.send(doing, sendable) : words.change(doing, sendable)}
          </button>
        )}
      </div>
    </dialog>
  );
}
