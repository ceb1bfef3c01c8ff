import { Download, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { describeActionOutcome, describeDeed, formatActionsCsv, formatActionsJson } from '../../shared/process/actionExport.ts';
import type { LoggedAction, LoggedTarget } from '../../shared/process/actionLog.ts';
import { keyOf } from '../../shared/process/identity.ts';
import { visibleName } from '../../shared/process/visibleText.ts';
import { useModal } from '../panels/useModal.ts';
import { useActionLog, useProcesses, useStores, useView } from '../state/stores.tsx';
import { SafeName } from '../text/SafeText.tsx';
import { useLanguage, useWords } from '../words/language.tsx';
import { saveText } from './saveText.ts';

/** Outcomes of one action that are listed; the export has all. */
const SHOWN = 20;

/** What was done, the latest first, by this and every other window. */
export function ActionLogDialog(): ReactNode {
  const isOpen = useView((state) => state.isLogOpen);
  return isOpen ? <OpenLog /> : null;
}

function OpenLog(): ReactNode {
  const { view } = useStores();
  const actions = useActionLog((state) => state.actions);
  const words = useWords();
  const language = useLanguage();
  const dialog = useModal();
  return (
    <dialog ref={dialog} className="dialog log" aria-labelledby="log-title" onClose={({ currentTarget }) => currentTarget.open || view.openLog(false)}>
      <div className="help-head">
        <h2 id="log-title">{words.log.title}</h2>
        <button type="button" className="icon-button" aria-label={words.action.close} onClick={() => view.openLog(false)}>
          <X size={16} aria-hidden="true" />
        </button>
      </div>
      {actions.length === 0 ? (
        <p className="dim">{words.log.none}</p>
      ) : (
        <>
          <div className="log-tools">
            <button type="button" className="button" onClick={() => saveText('procession-actions.csv', 'text/csv', formatActionsCsv(actions, language))}>
              <Download size={14} aria-hidden="true" /> CSV
            </button>
            <button type="button" className="button" onClick={() => saveText('procession-actions.json', 'application/json', formatActionsJson(actions))}>
              <Download size={14} aria-hidden="true" /> JSON
            </button>
          </div>
          <ol className="log-list">
            {[...actions].reverse().map((action) => (
              <Entry key={action.requestId} action={action} />
            ))}
          </ol>
        </>
      )}
    </dialog>
  );
}

function Entry({ action }: { readonly action: LoggedAction }): ReactNode {
  const words = useWords();
  const language = useLanguage();
  const { startedAt, deed, scope, targets, omitted, left, cameBack } = action;
  const hidden = Math.max(0, targets.length - SHOWN) + omitted;
  const format = new Intl.DateTimeFormat(language === 'zh' ? 'zh-Hans' : 'en', { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' });
  return (
    <li>
      <p className="log-head">
        <time dateTime={new Date(startedAt).toISOString()}>{format.format(startedAt)}</time> <b>{describeDeed(deed, language)}</b>{' '}
        <span className="dim">
          {words.log.scopes[scope]}
          {action.withPrivilege && ` · ${words.log.privileged}`}
        </span>
      </p>
      <ul className="targets">
        {targets.slice(0, SHOWN).map((target) => (
          <LoggedLine key={keyOf(target.id)} target={target} deed={deed} />
        ))}
        {left.map(({ id, name }) => (
          <li key={`left ${keyOf(id)}`}>
            <b className="who">
              <SafeName name={name} /> <span className="dim">{id.pid}</span>
            </b>
            <span>{words.action.left}</span>
          </li>
        ))}
      </ul>
      {hidden > 0 && <p className="dim">{words.log.more(String(hidden))}</p>}
      {cameBack.map(({ ended, id, name, by }) => (
        <p key={keyOf(id)} className="came-back">
          {words.action.cameBack[by](visibleName(name), String(ended.pid), String(id.pid))}
        </p>
      ))}
    </li>
  );
}

/** A process that still lives can be gone to. */
function LoggedLine({ target: { id, name, outcome }, deed }: { readonly target: LoggedTarget; readonly deed: LoggedAction['deed'] }): ReactNode {
  const { view } = useStores();
  const row = useProcesses(({ rows }) => rows.get(keyOf(id)) ?? null);
  const words = useWords();
  const language = useLanguage();
  const who = (
    <>
      <SafeName name={name === '' ? null : name} /> <span className="dim">{id.pid}</span>
    </>
  );
  return (
    <li data-outcome={outcome?.kind ?? 'waiting'}>
      {row === null ? (
        <b className="who">{who}</b>
      ) : (
        <button
          type="button"
          className="link who"
          onClick={() => {
            view.select(row);
            view.openLog(false);
          }}
        >
          {who}
        </button>
      )}
      <span>{outcome === null ? words.action.waiting : describeActionOutcome(outcome, deed, language)}</span>
    </li>
  );
}
