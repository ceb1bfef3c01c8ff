import { execFile } from 'node:child_process';
import * as z from 'zod';
import type { ActionOutcome } from '../../../shared/process/actionLog.ts';
import { formatOrder, type HelperOrder } from '../../../shared/process/helperOrder.ts';
import { keyOf, type ProcessKey } from '../../../shared/process/identity.ts';
import type { NotAuthorized } from '../../../shared/process/killPlan.ts';
import { actionOutcome, processId } from '../../../shared/transport/schemas.ts';
import { elevatedCommand, type Elevator, type HelperProgram } from './elevatedCommand.ts';

/** What came of asking: each target's outcome, or why nothing was run. */
export type HelperAnswer =
  | { readonly kind: 'answered'; readonly outcomes: ReadonlyMap<ProcessKey, ActionOutcome> }
  | { readonly kind: 'not-authorized'; readonly reason: NotAuthorized };

/** Asks the person, and has the helper carry the order out when they agree. */
export type AskHelper = (order: HelperOrder) => Promise<HelperAnswer>;

/** A person may take their time over a password. */
const ANSWER_WITHIN = 5 * 60_000;
/** Exit statuses of pkexec(1): the dialog was dismissed; not authorized, or there is nobody to ask. */
const DISMISSED = 126;
const FORBIDDEN = 127;
/** What osascript says when its dialog is dismissed (userCanceledErr). */
const USER_CANCELED = /\(-128\)/;

const answer = z.object({ answers: z.array(z.object({ id: processId, outcome: actionOutcome })) });

export function askThrough(elevator: Elevator, helper: HelperProgram): AskHelper {
  return (order) =>
    new Promise((resolve) => {
      const [program, ...words] = elevatedCommand(elevator, helper, formatOrder(order));
      const options = { timeout: ANSWER_WITHIN, maxBuffer: 1 << 20, cwd: '/', windowsHide: true };
      execFile(program!, words, options, (error, stdout, stderr) => {
        const told = parseAnswer(stdout);
        if (told !== null) return resolve({ kind: 'answered', outcomes: told });
        if (error === null) return resolve(elevator.way === 'uac' ? doneFor(order) : failed());
        const isDismissed = error.code === DISMISSED || USER_CANCELED.test(stderr);
        resolve(isDismissed || error.code === FORBIDDEN ? { kind: 'not-authorized', reason: isDismissed ? 'dismissed' : 'forbidden' } : failed());
      });
    });
}

/** Whether it ran is not known then: no outcome for anyone. */
const failed = (): HelperAnswer => ({ kind: 'answered', outcomes: new Map() });

/** Under UAC the helper's words do not come back; only that all went well does. */
function doneFor({ deed, targets }: HelperOrder): HelperAnswer {
  return { kind: 'answered', outcomes: new Map(deed.kind === 'signal' ? targets.map((id) => [keyOf(id), { kind: 'sent' }]) : []) };
}

function parseAnswer(text: string): Map<ProcessKey, ActionOutcome> | null {
  try {
    const parsed = answer.safeParse(JSON.parse(text));
    return parsed.success ? new Map(parsed.data.answers.map(({ id, outcome }) => [keyOf(id), outcome])) : null;
  } catch {
    // Whatever it is, it is not the helper's.
    return null;
  }
}
