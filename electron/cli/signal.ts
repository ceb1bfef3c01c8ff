import { setTimeout as pause } from 'node:timers/promises';
import { type Comeback, findComebacks } from '../../shared/process/cameBack.ts';
import { keyOf, type ProcessId, type ProcessKey, type ProcessRef } from '../../shared/process/identity.ts';
import type { KillPlan, PlanTarget, TargetOutcome, TreeOutcome } from '../../shared/process/killPlan.ts';
import type { Row } from '../../shared/process/row.ts';
import { membersOf, type Scope } from '../../shared/process/scope.ts';
import type { SignalName } from '../../shared/process/signals.ts';
import { visibleName } from '../../shared/process/visibleText.ts';
import { describeConsequences, describeExpectation, describeOutcome } from '../../shared/words/actionWords.ts';
import { signalWithPrivilege } from '../engine/privilege/withPrivilege.ts';
import { createProvider } from '../engine/providers/index.ts';
import { linkListerOf } from '../engine/providers/listLinks.ts';
import type { ProcessProvider } from '../engine/providers/provider.ts';
import { withUnit } from '../engine/providers/withUnit.ts';
import { actOnEach } from '../engine/signals/actOnEach.ts';
import type { Signalling } from '../engine/signals/holdTarget.ts';
import { readSelf } from '../engine/signals/ownProcess.ts';
import { planAction } from '../engine/signals/planAction.ts';
import { signalProcess } from '../engine/signals/signalProcess.ts';
import { signalTree } from '../engine/signals/signalTree.ts';
import { formatJson } from '../../shared/process/safeJson.ts';
import { type Asker, askerFor } from './asker.ts';
import { readRows } from './readRows.ts';
import { resolveTargets } from './resolveTarget.ts';

/** Exit statuses of `signal`: all ended or signalled; some not; all refused. */
const DONE = 0;
const NOT_ALL = 1;
const REFUSED = 3;

export interface SignalOptions {
  readonly scope: Scope;
  readonly isConfirmed: boolean;
  readonly asJson: boolean;
  readonly withPrivilege: boolean;
  readonly provider: 'auto' | 'portable';
}

interface Report {
  readonly targets: readonly TargetOutcome[];
  readonly left: TreeOutcome['left'];
}

/** ms after which what ended is looked for under a new pid: systemd waits 100 ms unless a unit says otherwise. */
const COMES_BACK_WITHIN = 300;

/** Says what a signal would do and, when confirmed, sends it and says how it ended for each target. Returns the exit status. */
export async function runSignal(signal: SignalName, references: readonly ProcessRef[], options: SignalOptions, print: (line: string) => void): Promise<number> {
  const provider = createProvider(options.provider);
  try {
    const probe: Signalling['probe'] = (pid) => provider.probe(pid);
    const signalling: Signalling = { probe, startTolerance: provider.capabilities.startTolerance, self: await readSelf(probe) };
    const chosen = await resolveTargets(references, probe);
    const rows = await readRows(provider);
    const plan = await planAction({ targets: chosen, signal, scope: options.scope }, rows, signalling);
    const act =
      options.scope === 'subtree'
        ? () => actOnTrees(plan, chosen, rows, signalling, linkListerOf(provider))
        : () => signalEach(plan, signalling, options.withPrivilege ? askerFor(provider) : 'as-we-are');
    const before = options.isConfirmed ? plan.targets.flatMap(({ id }) => rows.get(keyOf(id)) ?? []).map(withUnit) : [];
    const report = options.isConfirmed ? await act() : null;
    const cameBack = report === null ? [] : await findAgain(report, before, rows, provider);
    if (options.asJson) print(formatJson({ plan, outcomes: report?.targets ?? null, left: report?.left ?? [], cameBack }));
    else if (report === null) printPlan(plan, print);
    else printReport(plan, report, cameBack, print);
    return report === null ? statusOfPlan(plan) : statusOf(report);
  } finally {
    provider.close();
  }
}

async function signalEach({ targets, signal }: KillPlan, signalling: Signalling, ask: Asker): Promise<Report> {
  if (ask !== 'as-we-are') {
    const ids = targets.map(({ id }) => id);
    const outcomes = await signalWithPrivilege(ids, signal, signalling, ask);
    return { targets: targets.map(({ id, name }, index) => ({ id, name, outcome: outcomes[index]! })), left: [] };
  }
  return { targets: await actOnEach(targets, async ({ id, name }) => ({ id, name, outcome: await signalProcess(id, signal, signalling) })), left: [] };
}

/** Who of those that ended is there again. Command lines are not read here: the same name is what is told. */
async function findAgain({ targets }: Report, before: readonly Row[], rows: ReadonlyMap<ProcessKey, Row>, provider: ProcessProvider): Promise<Comeback[]> {
  const ends = new Set(targets.filter(({ outcome }) => outcome.kind === 'exited').map(({ id }) => keyOf(id)));
  const ended = before.filter(({ key }) => ends.has(key));
  if (ended.length === 0) return [];
  await pause(COMES_BACK_WITHIN);
  const names = new Set(ended.map(({ values }) => values.comm));
  const appeared = [...(await readRows(provider)).values()].filter(({ key, values }) => !rows.has(key) && names.has(values.comm));
  return findComebacks(ended, appeared.map(withUnit));
}

async function actOnTrees(
  { targets, signal }: KillPlan,
  roots: readonly ProcessId[],
  rows: ReadonlyMap<ProcessKey, Row>,
  signalling: Signalling,
  list: Parameters<typeof signalTree>[4],
): Promise<Report> {
  const bound = new Map(targets.map(({ id }) => [keyOf(id), id]));
  const done = new Map<ProcessKey, TargetOutcome>();
  const left: TreeOutcome['left'][number][] = [];
  for (const root of roots) {
    // A tree inside another one is done with it.
    if (done.has(keyOf(root))) continue;
    const members = membersOf('subtree', [root], rows).map((id) => bound.get(keyOf(id)) ?? id);
    const outcome = await signalTree(bound.get(keyOf(root)) ?? root, members, signal, signalling, list);
    for (const target of outcome.targets) done.set(keyOf(target.id), target);
    left.push(...outcome.left);
  }
  return { targets: [...done.values()], left };
}

function printPlan(plan: KillPlan, print: (line: string) => void): void {
  for (const target of plan.targets) print(`${nameOf(target)} ${describeExpectation(target.expectation, plan.signal, 'en')}.`);
  for (const line of describeConsequences(plan, 'en')) print(line);
  print('Nothing was sent; --yes sends it.');
}

function printReport(plan: KillPlan, { targets, left }: Report, cameBack: readonly Comeback[], print: (line: string) => void): void {
  const planned = new Map(plan.targets.map((target) => [keyOf(target.id), target]));
  for (const { id, name, outcome } of targets) {
    // Of another process that has the pid now, nothing is said.
    const known =
      outcome.kind === 'reused' || outcome.kind === 'gone' ? { id, name: '', user: null } : { id, name, user: planned.get(keyOf(id))?.user ?? null };
    print(`${nameOf(known)}: ${describeOutcome(outcome, plan.signal, 'en')}`);
  }
  for (const { id, name } of left) print(`${nameOf({ id, name, user: null })}: Came of it and lives; nothing was sent to it.`);
  for (const { ended, id, name, by } of cameBack) {
    const whence = by === 'unit' ? 'of the same unit' : 'from the same parent';
    print(`${visibleName(name)} (${ended.pid}): Another one is there now, ${whence}: ${id.pid}.`);
  }
}

export function nameOf({ id, name, user }: Pick<PlanTarget, 'id' | 'name' | 'user'>): string {
  return name === '' ? `pid ${id.pid}` : `${visibleName(name)} (${id.pid}${user === null ? '' : `, ${user}`})`;
}

function statusOf({ targets, left }: Report): number {
  if (targets.every(({ outcome }) => outcome.kind === 'refused')) return REFUSED;
  return left.length === 0 && targets.every(({ outcome }) => outcome.kind === 'exited' || outcome.kind === 'sent') ? DONE : NOT_ALL;
}

/** A plan that would do nothing is no success. */
function statusOfPlan({ targets }: KillPlan): number {
  if (targets.every(({ expectation }) => expectation.kind === 'refused')) return REFUSED;
  return targets.every(({ expectation }) => expectation.kind === 'refused' || expectation.kind === 'gone') ? NOT_ALL : DONE;
}
