import {
  type ActionOutcome,
  type Deed,
  type LoggedAction,
  type LoggedTarget,
  MOST_LOGGED_TARGETS,
  withAction,
  withOutcomes,
} from '../../shared/process/actionLog.ts';
import { formatSetting } from '../../shared/process/change.ts';
import { formatProcessId, keyOf, type ProcessId, type ProcessKey } from '../../shared/process/identity.ts';
import { MOST_PRIVILEGED } from '../../shared/process/helperOrder.ts';
import { Respawns } from '../../shared/process/respawns.ts';
import type { Row } from '../../shared/process/row.ts';
import type { SignalOutcome } from '../../shared/process/killPlan.ts';
import type { Scope } from '../../shared/process/scope.ts';
import type { EventName, EventTypes, Handlers, Params } from '../../shared/transport/contract.ts';
import { RequestError } from '../../shared/transport/server.ts';
import { ComebackWatch } from './comebackWatch.ts';
import type { AskHelper } from './privilege/askHelper.ts';
import { changeWithPrivilege, signalWithPrivilege } from './privilege/withPrivilege.ts';
import type { ListLinks } from './providers/listLinks.ts';
import { actOnEach } from './signals/actOnEach.ts';
import { changeProcess } from './signals/changeProcess.ts';
import type { Signalling } from './signals/holdTarget.ts';
import { planAction } from './signals/planAction.ts';
import { planChange } from './signals/planChange.ts';
import { readSettings } from './signals/readSettings.ts';
import { RequestLedger } from './signals/requestLedger.ts';
import { signalProcess } from './signals/signalProcess.ts';
import { signalTree } from './signals/signalTree.ts';

/** ms that outcomes are gathered before they are told: thousands of targets end at once. */
const TELL_EVERY = 50;

/** What actions need of the engine around them. */
export interface ActionsOptions {
  readonly isReadOnly: boolean;
  readonly signalling: () => Promise<Signalling>;
  /** Lists who is whose child now, for actions on subtrees. */
  readonly listLinks: ListLinks;
  /** Has an action run with privilege; null where there is no way. */
  readonly askHelper: AskHelper | null;
  readonly rows: () => ReadonlyMap<ProcessKey, Row>;
  /** Tells every view. */
  readonly emit: <N extends EventName>(name: N, data: EventTypes[N]) => void;
}

type ActionHandlers = Pick<Handlers, 'planSignal' | 'signal' | 'signalMany' | 'signalTree' | 'readSettings' | 'planChange' | 'change' | 'actionLog'>;
interface Told<T = ActionOutcome> {
  readonly id: ProcessId;
  readonly name: string;
  readonly outcome: T;
}
type Tell = (target: Told) => void;
interface Description {
  readonly requestId: string;
  readonly deed: Deed;
  readonly scope: Scope;
  readonly targets: readonly ProcessId[];
  readonly withPrivilege: boolean;
}

/** Runs what views ask to be done to processes: each request once, told as it goes, and remembered. */
export class Actions {
  readonly #ledger = new RequestLedger<unknown>();
  readonly #comebacks: ComebackWatch;
  readonly #respawns = new Respawns();
  #log: readonly LoggedAction[] = [];

  constructor(readonly options: ActionsOptions) {
    this.#comebacks = new ComebackWatch((requestId, cameBack) =>
      this.#update(requestId, (action) => ({ ...action, cameBack: [...action.cameBack, ...cameBack] })),
    );
  }

  readonly handlers: ActionHandlers = {
    planSignal: async (request) =>
      planAction(request, this.options.rows(), await this.options.signalling(), (row) => this.#respawns.of(row, this.options.rows())),
    signal: async ({ requestId, target, signal, withPrivilege = false }) => {
      const { targets } = await this.#signalEach({ requestId, targets: [target], signal, scope: 'process', withPrivilege });
      return targets[0]!.outcome;
    },
    signalMany: (request) => this.#signalEach(request),
    signalTree: ({ requestId, target, members, signal }) => {
      const description: Description = { requestId, deed: { kind: 'signal', signal }, scope: 'subtree', targets: [target, ...members], withPrivilege: false };
      return this.#run(description, async (tell) => signalTree(target, members, signal, await this.options.signalling(), this.options.listLinks, tell));
    },
    readSettings: async ({ target }) => readSettings(target, await this.options.signalling()),
    planChange: async (request) => planChange(request, this.options.rows(), await this.options.signalling()),
    change: ({ requestId, targets, change, scope, withPrivilege = false }) =>
      this.#run({ requestId, deed: { kind: 'change', change }, scope, targets, withPrivilege }, async (tell) => {
        const signalling = await this.options.signalling();
        if (withPrivilege)
          return this.#together(targets, (onOutcome) => changeWithPrivilege(targets, change, signalling, this.options.askHelper, onOutcome), tell);
        return this.#each(targets, (target) => changeProcess(target, change, signalling), tell);
      }),
    actionLog: () => ({ actions: this.#log }),
  };

  /** Looks at the table after a change of it, in which these came and went. */
  see(added: readonly ProcessKey[], gone: readonly Row[]): void {
    const rows = this.options.rows();
    this.#comebacks.see(added, rows);
    this.#respawns.see(
      added.flatMap((key) => rows.get(key) ?? []),
      gone,
      performance.now(),
    );
  }

  #signalEach({
    requestId,
    targets,
    signal,
    scope,
    withPrivilege = false,
  }: Params<'signalMany'>): Promise<{ readonly targets: readonly Told<SignalOutcome>[] }> {
    return this.#run({ requestId, deed: { kind: 'signal', signal }, scope, targets, withPrivilege }, async (tell) => {
      const signalling = await this.options.signalling();
      if (withPrivilege)
        return this.#together(targets, (onOutcome) => signalWithPrivilege(targets, signal, signalling, this.options.askHelper, onOutcome), tell);
      return this.#each(targets, (target) => signalProcess(target, signal, signalling), tell);
    });
  }

  /** Acts on all targets in one go. */
  async #together<T extends ActionOutcome>(
    targets: readonly ProcessId[],
    act: (onOutcome: (id: ProcessId, outcome: T) => void) => Promise<T[]>,
    tell: Tell,
  ): Promise<{ readonly targets: readonly Told<T>[] }> {
    const nameOf = this.#namer(targets);
    const outcomes = await act((id, outcome) => tell({ id, name: nameOf(id), outcome }));
    return { targets: targets.map((id, index) => ({ id, name: nameOf(id), outcome: outcomes[index]! })) };
  }

  /** The names that the targets have now. */
  #namer(targets: readonly ProcessId[]): (id: ProcessId) => string {
    const names = new Map(targets.map((id) => [keyOf(id), this.options.rows().get(keyOf(id))?.values.comm ?? '']));
    return (id) => names.get(keyOf(id)) ?? '';
  }

  async #each<T extends ActionOutcome>(
    targets: readonly ProcessId[],
    act: (target: ProcessId) => Promise<T>,
    tell: Tell,
  ): Promise<{ readonly targets: readonly Told<T>[] }> {
    const nameOf = this.#namer(targets);
    const told = await actOnEach(targets, async (id) => {
      const target = { id, name: nameOf(id), outcome: await act(id) };
      tell(target);
      return target;
    });
    return { targets: told };
  }

  /** Runs an action once an id (E12), tells the views of it and its outcomes, and remembers it. */
  #run<T extends { readonly targets: readonly Told[]; readonly left?: LoggedAction['left'] }>(
    description: Description,
    act: (tell: Tell) => Promise<T>,
  ): Promise<T> {
    if (this.options.isReadOnly) throw new RequestError('unavailable', 'Procession was started read-only: it changes nothing.');
    if (description.withPrivilege && description.targets.length > MOST_PRIVILEGED) {
      throw new RequestError('bad-request', `no more than ${MOST_PRIVILEGED} targets at a time with privilege; nothing was done`);
    }
    const result = this.#ledger.once(description.requestId, describe(description), () => this.#runOnce(description, act));
    if (result === null) throw new RequestError('bad-request', 'this requestId was used for another action; nothing was done');
    return result as Promise<T>;
  }

  async #runOnce<T extends { readonly targets: readonly Told[]; readonly left?: LoggedAction['left'] }>(
    { requestId, deed, scope, targets, withPrivilege }: Description,
    act: (tell: Tell) => Promise<T>,
  ): Promise<T> {
    const listed = targets
      .slice(0, MOST_LOGGED_TARGETS)
      .map((id): LoggedTarget => ({ id, name: this.options.rows().get(keyOf(id))?.values.comm ?? '', outcome: null }));
    const startedAt = Date.now();
    this.#remember({
      requestId,
      startedAt,
      deed,
      scope,
      withPrivilege,
      isDone: false,
      targets: listed,
      omitted: targets.length - listed.length,
      left: [],
      cameBack: [],
    });
    if (deed.kind === 'signal') this.#comebacks.expect(requestId, targets, this.options.rows());
    const teller = new Teller((told) => {
      this.#log = this.#log.map((action) => (action.requestId === requestId ? withOutcomes(action, told) : action));
      this.options.emit('outcomes', { requestId, targets: told });
      this.#comebacks.note(
        requestId,
        told.flatMap(({ id, outcome }) => (outcome.kind === 'exited' ? [keyOf(id)] : [])),
      );
    });
    try {
      const result = await act((target) => teller.tell(target));
      teller.flush();
      this.#update(requestId, (action) => {
        const known = withOutcomes(action, result.targets);
        return { ...known, isDone: true, left: result.left ?? [], omitted: Math.max(0, result.targets.length - known.targets.length) };
      });
      return result;
    } catch (error) {
      teller.flush();
      this.#update(requestId, (action) => ({ ...action, isDone: true }));
      throw error;
    } finally {
      this.#comebacks.finish(requestId);
    }
  }

  #update(requestId: string, change: (action: LoggedAction) => LoggedAction): void {
    const action = this.#log.find((one) => one.requestId === requestId);
    if (action !== undefined) this.#remember(change(action));
  }

  #remember(action: LoggedAction): void {
    this.#log = withAction(this.#log, action);
    this.options.emit('action', action);
  }
}

/** Gathers outcomes for a moment. */
class Teller {
  #told: Told[] = [];
  #timer: NodeJS.Timeout | null = null;

  constructor(readonly emit: (told: readonly Told[]) => void) {}

  tell(target: Told): void {
    this.#told.push(target);
    this.#timer ??= setTimeout(() => this.flush(), TELL_EVERY);
  }

  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#told.length > 0) this.emit(this.#told.splice(0));
  }
}

/** Tells one action from every other; the order of its targets is part of it. */
function describe({ deed, scope, targets, withPrivilege }: Description): string {
  const what = deed.kind === 'signal' ? deed.signal : `${deed.change.kind} ${formatSetting(deed.change)}`;
  return [what, scope, String(withPrivilege), ...targets.map(formatProcessId)].join(' ');
}
