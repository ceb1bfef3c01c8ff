import type { Change, ChangedTarget, ChangeKind } from '../../shared/process/change.ts';
import type { ChangePlan } from '../../shared/process/changePlan.ts';
import { keyOf, type ProcessRef } from '../../shared/process/identity.ts';
import { formatJson } from '../../shared/process/safeJson.ts';
import type { Scope } from '../../shared/process/scope.ts';
import { describeChangeExpectation, describeChangeOutcome } from '../../shared/words/changeWords.ts';
import { changeWithPrivilege } from '../engine/privilege/withPrivilege.ts';
import { createProvider } from '../engine/providers/index.ts';
import { actOnEach } from '../engine/signals/actOnEach.ts';
import { changeProcess } from '../engine/signals/changeProcess.ts';
import type { Signalling } from '../engine/signals/holdTarget.ts';
import { readSelf } from '../engine/signals/ownProcess.ts';
import { planChange } from '../engine/signals/planChange.ts';
import { type Asker, askerFor } from './asker.ts';
import { readRows } from './readRows.ts';
import { resolveTargets } from './resolveTarget.ts';
import { nameOf } from './signal.ts';

/** What settings are called on a command line. */
export const SETTING_WORDS: Readonly<Record<string, ChangeKind>> = { nice: 'nice', io: 'ioPriority', cpus: 'affinity', oom: 'oomScoreAdjust' };

/** Exit statuses of `set`: all changed; some not; all refused. */
const DONE = 0;
const NOT_ALL = 1;
const REFUSED = 3;

export interface SetOptions {
  readonly scope: Scope;
  readonly isConfirmed: boolean;
  readonly asJson: boolean;
  readonly withPrivilege: boolean;
  readonly provider: 'auto' | 'portable';
}

/** Says what a change would do and, when confirmed, makes it and says how it went for each target. Returns the exit status. */
export async function runSet(change: Change, references: readonly ProcessRef[], options: SetOptions, print: (line: string) => void): Promise<number> {
  const provider = createProvider(options.provider);
  try {
    const probe: Signalling['probe'] = (pid) => provider.probe(pid);
    const signalling: Signalling = { probe, startTolerance: provider.capabilities.startTolerance, self: await readSelf(probe) };
    const chosen = await resolveTargets(references, probe);
    const plan = await planChange({ targets: chosen, change, scope: options.scope }, await readRows(provider), signalling);
    const outcomes = options.isConfirmed ? await changeAll(plan, signalling, options.withPrivilege ? askerFor(provider) : 'as-we-are') : null;
    if (options.asJson) print(formatJson({ plan, outcomes }));
    else if (outcomes === null) printPlan(plan, print);
    else printOutcomes(plan, outcomes, print);
    return outcomes === null ? statusOfPlan(plan) : statusOf(outcomes);
  } finally {
    provider.close();
  }
}

async function changeAll({ targets, change }: ChangePlan, signalling: Signalling, ask: Asker): Promise<ChangedTarget[]> {
  if (ask === 'as-we-are') return actOnEach(targets, async ({ id, name }) => ({ id, name, outcome: await changeProcess(id, change, signalling) }));
  const ids = targets.map(({ id }) => id);
  const outcomes = await changeWithPrivilege(ids, change, signalling, ask);
  return targets.map(({ id, name }, index) => ({ id, name, outcome: outcomes[index]! }));
}

function printPlan({ targets, change }: ChangePlan, print: (line: string) => void): void {
  for (const target of targets) print(`${nameOf(target)} ${describeChangeExpectation(target.expectation, change, target.from, 'en')}.`);
  print('Nothing was changed; --yes changes it.');
}

function printOutcomes({ targets, change }: ChangePlan, outcomes: readonly ChangedTarget[], print: (line: string) => void): void {
  const planned = new Map(targets.map((target) => [keyOf(target.id), target]));
  for (const { id, name, outcome } of outcomes) {
    // Of another process that has the pid now, nothing is said.
    const isKnown = outcome.kind !== 'reused' && outcome.kind !== 'gone' && outcome.kind !== 'uncertain';
    const known = isKnown ? { id, name, user: planned.get(keyOf(id))?.user ?? null } : { id, name: '', user: null };
    print(`${nameOf(known)}: ${describeChangeOutcome(outcome, change, 'en')}`);
  }
}

function statusOf(outcomes: readonly ChangedTarget[]): number {
  if (outcomes.every(({ outcome }) => outcome.kind === 'refused')) return REFUSED;
  return outcomes.every(({ outcome }) => outcome.kind === 'changed') ? DONE : NOT_ALL;
}

/** A plan that would do nothing is no success. */
function statusOfPlan({ targets }: ChangePlan): number {
  if (targets.every(({ expectation }) => expectation.kind === 'refused')) return REFUSED;
  return targets.every(({ expectation }) => expectation.kind === 'refused' || expectation.kind === 'gone') ? NOT_ALL : DONE;
}
