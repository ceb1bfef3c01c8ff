import { describeChangeOutcome, describeSetting } from '../words/changeWords.ts';
import { describeOutcome } from '../words/actionWords.ts';
import type { Language } from '../words/text.ts';
import { type ActionOutcome, type Deed, isChangeOutcome, isSignalOutcome, type LoggedAction } from './actionLog.ts';
import { formatCsv } from './csv.ts';
import { formatProcessId } from './identity.ts';
import { formatJson } from './safeJson.ts';
import { visibleName } from './visibleText.ts';

/** The log as JSON: one object an action, ids as the command line takes them, moments in ISO 8601. */
export function formatActionsJson(actions: readonly LoggedAction[]): string {
  return formatJson({
    actions: actions.map(({ startedAt, targets, left, cameBack, ...action }) => ({
      ...action,
      startedAt: new Date(startedAt).toISOString(),
      targets: targets.map((target) => ({ ...target, id: formatProcessId(target.id) })),
      left: left.map((one) => ({ ...one, id: formatProcessId(one.id) })),
      cameBack: cameBack.map((one) => ({ ...one, ended: formatProcessId(one.ended), id: formatProcessId(one.id) })),
    })),
  });
}

const COLUMNS = ['time', 'action', 'scope', 'privilege', 'process', 'name', 'outcome', 'details', 'came back as'];

/** The log as CSV (RFC 4180): one line a target. No cell is taken for a formula, and none holds what must not be shown as it is (A5, A6, A18). */
export function formatActionsCsv(actions: readonly LoggedAction[], language: Language): string {
  const lines = actions.flatMap((action) => {
    const { startedAt, deed, scope, withPrivilege, targets, left, cameBack } = action;
    const head = [new Date(startedAt).toISOString(), describeDeed(deed, language), scope, withPrivilege ? 'yes' : 'no'];
    const signalled = targets.map(({ id, name, outcome }) => {
      const back = cameBack.find(({ ended }) => ended.pid === id.pid && ended.startTime === id.startTime);
      const details = outcome === null ? '' : describeActionOutcome(outcome, deed, language);
      return [...head, formatProcessId(id), visibleName(name), outcome?.kind ?? '', details, back === undefined ? '' : formatProcessId(back.id)];
    });
    const spared = left.map(({ id, name }) => [...head, formatProcessId(id), visibleName(name), 'left', '', '']);
    return [...signalled, ...spared];
  });
  return formatCsv([COLUMNS, ...lines]);
}

/** What was done, in a word or two: `SIGTERM`, `nice 5`. */
export function describeDeed(deed: Deed, language: Language): string {
  return deed.kind === 'signal' ? deed.signal : describeSetting(deed.change, language);
}

/** How it ended for one target, in a sentence or two. */
export function describeActionOutcome(outcome: ActionOutcome, deed: Deed, language: Language): string {
  if (deed.kind === 'change') return isChangeOutcome(outcome) ? describeChangeOutcome(outcome, deed.change, language) : '';
  return isSignalOutcome(outcome) ? describeOutcome(outcome, deed.signal, language) : '';
}
