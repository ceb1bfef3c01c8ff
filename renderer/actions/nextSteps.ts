import type { ActionOutcome, Deed } from '../../shared/process/actionLog.ts';
import { type Change, formatSetting, isSameSetting } from '../../shared/process/change.ts';
import type { ProcessKey } from '../../shared/process/identity.ts';
import type { Row } from '../../shared/process/row.ts';
import { endsProcess, findSignal } from '../../shared/process/signals.ts';
import type { Draft } from '../state/actionPlan.ts';
import type { Report } from '../state/actionStore.ts';

/** What can be done after an action; each opens a plan of its own. */
export type NextStep =
  /** They were asked to end and go on. */
  | { readonly kind: 'kill'; readonly draft: Draft }
  /** They were suspended. */
  | { readonly kind: 'resume'; readonly draft: Draft }
  /** A setting gets its old value. */
  | { readonly kind: 'undo'; readonly draft: Draft; readonly change: Change }
  /** What was ended is started again by this one. */
  | { readonly kind: 'end-parent'; readonly draft: Draft; readonly parent: Row };

/** The steps that an action's report calls for. `rows`: the table as it is now; `parentOf`: who is whose parent there. */
export function nextStepsOf(deed: Deed, report: Report, rows: ReadonlyMap<ProcessKey, Row>, parentOf: ReadonlyMap<ProcessKey, Row>): NextStep[] {
  const living = (holds: (outcome: ActionOutcome) => boolean): Row[] =>
    [...report.outcomes].flatMap(([key, { outcome }]) => {
      const row = rows.get(key);
      return row !== undefined && holds(outcome) ? [row] : [];
    });
  const steps: NextStep[] = [];
  if (deed.kind === 'signal') {
    const info = findSignal(deed.signal);
    const survivors = info !== null && endsProcess(info) && deed.signal !== 'SIGKILL' ? living(({ kind }) => kind === 'running') : [];
    if (survivors.length > 0) steps.push({ kind: 'kill', draft: signalDraft('SIGKILL', survivors) });
    const suspended = info?.action === 'stop' ? living(({ kind }) => kind === 'sent') : [];
    if (suspended.length > 0) steps.push({ kind: 'resume', draft: signalDraft('SIGCONT', suspended) });
    for (const { id, by } of report.cameBack) {
      const back = [...rows.values()].find((row) => row.id.pid === id.pid && row.id.startTime === id.startTime);
      const parent = by === 'parent' && back !== undefined ? parentOf.get(back.key) : undefined;
      if (parent !== undefined && !steps.some((step) => step.kind === 'end-parent' && step.parent.key === parent.key))
        steps.push({ kind: 'end-parent', parent, draft: signalDraft('SIGTERM', [parent]) });
    }
    return steps;
  }
  for (const change of changesBack(report)) {
    const changed = living((outcome) => outcome.kind === 'changed' && !outcome.wasMixed && isSameSetting(outcome.from, change));
    if (changed.length > 0) steps.push({ kind: 'undo', change, draft: { deed: { kind: 'change', change }, scope: scopeFor(changed), chosen: changed } });
  }
  return steps;
}

/** The old values that were changed, each once. */
function changesBack({ outcomes }: Report): Change[] {
  const found = new Map<string, Change>();
  for (const { outcome } of outcomes.values()) {
    if (outcome.kind === 'changed' && !outcome.wasMixed && !isSameSetting(outcome.from, outcome.to)) found.set(formatSetting(outcome.from), outcome.from);
  }
  return [...found.values()];
}

/** Whoever was denied and may be asked for again with more rights. */
export function deniedIn({ outcomes }: Report, rows: ReadonlyMap<ProcessKey, Row>): Row[] {
  return [...outcomes].flatMap(([key, { outcome }]) => {
    const row = rows.get(key);
    return row !== undefined && (outcome.kind === 'denied' || outcome.kind === 'lacks') ? [row] : [];
  });
}

export function scopeFor(rows: readonly Row[]): Draft['scope'] {
  return rows.length > 1 ? 'marked' : 'process';
}

function signalDraft(signal: Extract<Deed, { kind: 'signal' }>['signal'], chosen: readonly Row[]): Draft {
  return { deed: { kind: 'signal', signal }, scope: scopeFor(chosen), chosen };
}
