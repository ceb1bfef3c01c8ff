import type { ReactNode } from 'react';
import { formatSetting } from '../../shared/process/change.ts';
import { visibleName } from '../../shared/process/visibleText.ts';
import type { Action, ActionPhase } from '../state/actionStore.ts';
import { useProcesses, useStores } from '../state/stores.tsx';
import { useWords } from '../words/language.tsx';
import { deniedIn, type NextStep, nextStepsOf, scopeFor } from './nextSteps.ts';

interface NextStepsProps {
  readonly action: Action;
  readonly phase: Extract<ActionPhase, { kind: 'running' | 'done' }>;
}

/** What the report calls for: SIGKILL for survivors, an undo, more rights; none is taken by itself. */
export function NextSteps({ action: { deed }, phase: { report } }: NextStepsProps): ReactNode {
  const { actions } = useStores();
  const rows = useProcesses((state) => state.rows);
  const tree = useProcesses((state) => state.tree);
  const privilege = useProcesses((state) => state.capabilities?.privilege ?? null);
  const words = useWords().action;
  const denied = deniedIn(report, rows);
  const label = (step: NextStep): string => {
    switch (step.kind) {
      case 'kill':
        return words.steps.kill(step.draft.chosen.length);
      case 'resume':
        return words.steps.resume(step.draft.chosen.length);
      case 'undo':
        return words.steps.undo(formatSetting(step.change));
      case 'end-parent':
        return words.steps.endParent(visibleName(step.parent.values.comm ?? '?'), String(step.parent.id.pid));
      default:
        return step satisfies never;
    }
  };
  return (
    <>
      {denied.length > 0 && privilege === null && <p className="choice-help">{words.noPrivilege}</p>}
      {denied.length > 0 && privilege !== null && (
        <button type="button" className="button" onClick={() => actions.open({ deed, scope: scopeFor(denied), chosen: denied, withPrivilege: true })}>
          {words.withPrivilege[privilege]}
        </button>
      )}
      {nextStepsOf(deed, report, rows, tree.parentOf).map((step) => (
        <button
          key={`${step.kind} ${step.draft.chosen.map(({ key }) => key).join()}`}
          type="button"
          className={`button${step.kind === 'kill' || step.kind === 'end-parent' ? ' danger' : ''}`}
          onClick={() => actions.open(step.draft)}
        >
          {label(step)}
        </button>
      ))}
    </>
  );
}
