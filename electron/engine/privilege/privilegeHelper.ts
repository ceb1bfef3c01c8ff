import type { ActionOutcome } from '../../../shared/process/actionLog.ts';
import { type HelperOrder, parseOrder } from '../../../shared/process/helperOrder.ts';
import type { ProcessId } from '../../../shared/process/identity.ts';
import { formatJson } from '../../../shared/process/safeJson.ts';
import { createProvider } from '../providers/index.ts';
import { changeProcess } from '../signals/changeProcess.ts';
import type { Signalling } from '../signals/holdTarget.ts';
import { readAncestors, readSelf } from '../signals/ownProcess.ts';
import { sendToProcess } from '../signals/signalProcess.ts';

/** Exit statuses: all was sent or changed; some was not; the order is none. */
const DONE = 0;
const NOT_ALL = 1;
const BAD_ORDER = 2;

/**
 * The program that is run with privilege, for one action: it takes a signal or a change and identities from its command line, makes every check
 * that the engine makes, acts, answers one line of JSON, and ends. It takes no other input.
 */
async function carryOut({ deed, targets, asker }: HelperOrder): Promise<number> {
  const provider = createProvider('auto');
  try {
    const probe: Signalling['probe'] = (pid) => provider.probe(pid);
    const self = await readSelf(probe);
    const ancestors = [...self.ancestors, asker, ...(await readAncestors(asker, probe))];
    const signalling: Signalling = { probe, startTolerance: provider.capabilities.startTolerance, self: { ...self, ancestors } };
    const act = (id: ProcessId): Promise<ActionOutcome> =>
      deed.kind === 'signal' ? sendToProcess(id, deed.signal, signalling) : changeProcess(id, deed.change, signalling);
    const answers: { id: ProcessId; outcome: ActionOutcome }[] = [];
    for (const id of targets) answers.push({ id, outcome: await act(id) });
    process.stdout.write(`${formatJson({ answers })}\n`);
    return answers.every(({ outcome }) => outcome.kind === 'sent' || outcome.kind === 'changed') ? DONE : NOT_ALL;
  } finally {
    provider.close();
  }
}

const order = parseOrder(process.argv.slice(2));
process.exitCode = order === null ? BAD_ORDER : await carryOut(order);
