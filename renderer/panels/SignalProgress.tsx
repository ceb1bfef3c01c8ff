import type { ReactNode } from 'react';
import type { SignalOutcome } from '../../shared/process/killPlan.ts';
import { findSignal, endsProcess } from '../../shared/process/signals.ts';
import { visibleName } from '../../shared/process/visibleText.ts';
import type { SignalAction } from '../state/signalStore.ts';
import { useLanguage, useWords } from '../words/language.tsx';
import { describeExpectation, describeResult } from './describeSignal.ts';

interface SignalProgressProps {
  readonly action: SignalAction;
  /** Whether no target is in the table any more. */
  readonly allEnded: boolean;
}

/** What will happen to each target, then what did. */
export function SignalProgress({ action: { phase, rows }, allEnded }: SignalProgressProps): ReactNode {
  const words = useWords();
  const language = useLanguage();
  switch (phase.kind) {
    case 'planning':
      return <p role="status">{words.dialog.planning}</p>;
    case 'failed':
      return (
        <p role="alert" className="bad">
          {words.dialog.failed(phase.error.message)}
        </p>
      );
    case 'planned':
      if (allEnded) return <p role="status">{words.dialog.endedMeanwhile}</p>;
      return (
        <section>
          <h3>{words.dialog.willHappen}</h3>
          <ul className="targets">
            {phase.plan.targets.map(({ id, name, expectation }) => (
              <li key={id.pid} data-expectation={expectation.kind}>
                {rows.length > 1 && (
                  <b>
                    {visibleName(name)} {id.pid}{' '}
                  </b>
                )}
                {describeExpectation(expectation, words)}
              </li>
            ))}
          </ul>
        </section>
      );
    case 'sending':
      return <p role="status">{words.dialog.sending}</p>;
    case 'done':
      return (
        <section role="status">
          <h3>{words.dialog.outcome}</h3>
          <ul className="targets">
            {phase.outcomes.map((outcome, index) => {
              const target = phase.plan.targets[index]!;
              return (
                <li key={target.id.pid} data-outcome={outcomeKind(outcome)}>
                  {rows.length > 1 && (
                    <b>
                      {visibleName(target.name)} {target.id.pid}{' '}
                    </b>
                  )}
                  {outcome === null ? describeExpectation(target.expectation, words) : describeResult(outcome, words, language)}
                </li>
              );
            })}
          </ul>
        </section>
      );
    default:
      return phase satisfies never;
  }
}

/** Whether a signal that asks did not end its target: the offer is made, never taken by itself. */
export function mustOfferKill({ signal, phase }: SignalAction): boolean {
  if (phase.kind !== 'done' || signal === 'SIGKILL') return false;
  const info = findSignal(signal);
  return info !== null && endsProcess(info) && phase.outcomes.some((outcome) => outcome?.ok === true && outcome.value.kind === 'running');
}

function outcomeKind(outcome: { readonly ok: true; readonly value: SignalOutcome } | { readonly ok: false } | null): string {
  if (outcome === null) return 'not-sent';
  return outcome.ok ? outcome.value.kind : 'unknown';
}
