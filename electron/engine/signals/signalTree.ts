import { setImmediate as yieldOnce } from 'node:timers/promises';
import { isSignalablePid } from '../../../shared/process/killPlan.ts';
import { keyOf, type ProcessId, type ProcessKey } from '../../../shared/process/identity.ts';
import type { SignalOutcome, TargetOutcome, TreeOutcome } from '../../../shared/process/killPlan.ts';
import { endsProcess, findSignal, type SignalName } from '../../../shared/process/signals.ts';
import type { Link } from '../providers/link.ts';
import type { ListLinks } from '../providers/listLinks.ts';
import { type Held, holdTarget, isSameStart, type Signalling } from './holdTarget.ts';
import { onAbort } from './onAbort.ts';
import { outcomeOf } from './signalProcess.ts';
import { watchForEnd } from './watchForEnd.ts';

/** Rounds without a new process after which nothing moves any more. */
const QUIET_ROUNDS = 2;
/** A tree that still grows then has members that cannot be stopped. */
const SETTLE_WITHIN_MS = 5_000;

interface Member extends Held {
  /** Whether it stands because of us. */
  isStopped: boolean;
  outcome: SignalOutcome | null;
}

/**
 * Signals a process and all below it, as one (E9): each is bound and stopped, parents first, and the table is read again until nothing
 * new shows; then all are signalled, and whoever we stopped goes on, unless the signal is SIGSTOP. When it cannot be brought to rest,
 * all go on and nothing is sent. `planned` are the members that were shown: each is meant even if its parent has left meanwhile. `onOutcome`
 * hears of each end as it happens.
 */
export async function signalTree(
  root: ProcessId,
  planned: readonly ProcessId[],
  signal: SignalName,
  signalling: Signalling,
  list: ListLinks,
  onOutcome: (target: TargetOutcome) => void = () => {},
): Promise<TreeOutcome> {
  return new TreeAction(root, signal, signalling, list, onOutcome).run(planned);
}

let lastTurn: Promise<void> = Promise.resolve();

/** Trees are brought to rest one after the other: two actions that stop and resume the same processes would undo each other's rest. */
async function takeTurn(): Promise<() => void> {
  const before = lastTurn;
  let release: () => void = () => {};
  lastTurn = new Promise((resolve) => (release = resolve));
  await before;
  return release;
}

class TreeAction {
  readonly #members = new Map<ProcessKey, Member>();
  /** Of planned processes that are not signalled: why. */
  readonly #passed = new Map<ProcessKey, TargetOutcome>();
  /** Processes that the first listing had, by key: none of them escaped from anywhere. */
  #before: ReadonlySet<ProcessKey> = new Set();
  /** Who takes orphans of this tree in: init or an ancestor that is a subreaper (PR_SET_CHILD_SUBREAPER(2const)). */
  #adopters: ReadonlySet<number> = new Set();
  readonly #groups = new Set<number>();
  readonly #sessions = new Set<number>();
  readonly #leaders = new Set<number>();

  constructor(
    readonly root: ProcessId,
    readonly signal: SignalName,
    readonly signalling: Signalling,
    readonly list: ListLinks,
    readonly onOutcome: (target: TargetOutcome) => void,
  ) {}

  async run(planned: readonly ProcessId[]): Promise<TreeOutcome> {
    const { signal } = this;
    const release = await takeTurn();
    // Whoever stands because of us must not stay so when this program is ended meanwhile.
    const calmDown = onAbort(() => this.#resume());
    try {
      const first = await this.list();
      this.#before = new Set(first.map(keyOf));
      this.#adopters = new Set([1, ...ancestorsIn(first, this.root.pid)]);
      if (!(await this.#take(this.root, true))) return { isSettled: true, targets: [...this.#passed.values()], left: [] };
      for (const id of planned) if (!this.#members.has(safeKeyOf(id))) await this.#take(id, true);
      if (!(await this.#settle())) {
        this.#resume();
        return { isSettled: false, targets: this.#report(() => ({ kind: 'failed', code: 'EAGAIN' })), left: [] };
      }
      await this.#sendAll();
      release();
      const ends = endsProcess(findSignal(signal)!);
      if (ends) await Promise.all([...this.#members.values()].map((member) => this.#watch(member)));
      return { isSettled: true, targets: this.#report(() => ({ kind: 'sent' })), left: ends ? this.#findLeft(await this.list()) : [] };
    } finally {
      // What still stands because of us was not signalled: an error came between.
      this.#resume();
      calmDown();
      release();
      for (const { process } of this.#members.values()) process.close();
    }
  }

  /** Binds one process, and stops it unless it stands already. False where it is not to be had. */
  async #take(id: ProcessId, isPlanned: boolean): Promise<boolean> {
    const hold = await holdTarget(id, this.signalling);
    if (hold.kind !== 'held') {
      const outcome: SignalOutcome = hold.kind === 'refused' ? { kind: 'refused', reason: hold.reason } : hold;
      const name = hold.kind === 'refused' ? (hold.row?.values.comm ?? '') : '';
      if (isPlanned) this.#passed.set(safeKeyOf(id), { id, name, outcome });
      return false;
    }
    const member: Member = { ...hold, isStopped: false, outcome: null };
    this.#members.set(keyOf(id), member);
    const { state, pgid, sid } = hold.row.values;
    if (pgid === id.pid || sid === id.pid) this.#leaders.add(id.pid);
    if (pgid !== null && pgid > 0) this.#groups.add(pgid);
    if (sid !== null && sid > 0) this.#sessions.add(sid);
    if (state !== 'T' && this.signal !== 'SIGCONT') member.isStopped = hold.process.send('SIGSTOP').kind === 'sent';
    return true;
  }

  /** Takes in whoever is below the members, until nobody new comes. */
  async #settle(): Promise<boolean> {
    const startedAt = performance.now();
    for (let quiet = 0; quiet < QUIET_ROUNDS; ) {
      if (performance.now() - startedAt > SETTLE_WITHIN_MS) return false;
      const links = await this.list();
      const found = new Set([...this.#findBelow(links), ...links.filter((link) => this.#isNewOrphan(link) && this.#isOfMember(link))]);
      let taken = 0;
      for (const { pid, startTime } of found) if (await this.#take({ pid, startTime, inode: null }, false)) taken++;
      quiet = taken === 0 ? quiet + 1 : 0;
      await yieldOnce();
    }
    return true;
  }

  /** Processes below the members that are not members yet, parents first. A member that has ended is nobody's parent: its pid may be another's. */
  #findBelow(links: readonly Link[]): Link[] {
    const childrenOf = new Map<number, Link[]>();
    const byPid = new Map<number, Link>();
    for (const link of links) {
      byPid.set(link.pid, link);
      if (link.ppid === null) continue;
      const siblings = childrenOf.get(link.ppid);
      if (siblings === undefined) childrenOf.set(link.ppid, [link]);
      else siblings.push(link);
    }
    const parents = [...this.#members.values()].flatMap((member) => {
      const link = byPid.get(member.id.pid);
      return link === undefined || link.startTime !== member.row.id.startTime || member.process.hasEnded() === true ? [] : [link];
    });
    const found: Link[] = [];
    const seen = new Set(parents);
    for (let i = 0; i < parents.length; i++) {
      for (const child of childrenOf.get(parents[i]!.pid) ?? []) {
        if (seen.has(child) || !isNoOlder(child, parents[i]!)) continue;
        seen.add(child);
        parents.push(child);
        if (!this.#members.has(keyOf(child))) found.push(child);
      }
    }
    return found;
  }

  /** A signal that stops is sent after going on, for SIGCONT takes pending stops away; any other before, so that it is the first thing met. */
  async #sendAll(): Promise<void> {
    for (const member of this.#members.values()) if (member.process.hasEnded() === null) await this.#checkAgain(member);
    if (this.signal !== 'SIGSTOP' && findSignal(this.signal)!.action === 'stop') this.#resume();
    for (const member of this.#members.values()) {
      if (member.outcome !== null) continue;
      const sent = member.process.send(this.signal);
      if (sent.kind !== 'sent') member.outcome = outcomeOf(sent, member.row);
      else if (this.signal === 'SIGSTOP') member.isStopped = false;
    }
    this.#resume();
  }

  /** One that is held by its pid alone was looked at before the others were stopped: it may be another by now (E4). */
  async #checkAgain(member: Member): Promise<void> {
    const now = await this.signalling.probe(member.id.pid);
    if (now !== null && isSameStart(now, member.id, this.signalling)) return;
    member.outcome = { kind: now === null ? 'gone' : 'reused' };
    member.isStopped = false;
  }

  #resume(): void {
    for (const member of this.#members.values()) {
      if (member.isStopped) member.process.send('SIGCONT');
      member.isStopped = false;
    }
  }

  async #watch(member: Member): Promise<void> {
    const outcome = member.outcome ?? (await watchForEnd(member.id, member.process, this.signal, this.signalling));
    member.outcome = outcome;
    this.onOutcome({ id: member.id, name: member.row.values.comm ?? '', outcome });
  }

  #report(otherwise: () => SignalOutcome): TargetOutcome[] {
    const members = [...this.#members.values()].map(({ id, row, outcome }) => ({ id, name: row.values.comm ?? '', outcome: outcome ?? otherwise() }));
    return [...members, ...this.#passed.values()];
  }

  /**
   * Who lives and came of the tree, but did not get the signal: who is below a member now; who is of a group or session that a member leads;
   * and who is new, of the tree's groups or sessions, and was taken in by an adopter.
   */
  #findLeft(links: readonly Link[]): TreeOutcome['left'] {
    const isNear = ({ pgid, sid }: Link): boolean => this.#groups.has(pgid ?? 0) || this.#sessions.has(sid ?? 0);
    const escaped = links.filter((link) => !this.#members.has(keyOf(link)) && (this.#isOfMember(link) || (this.#isNewOrphan(link) && isNear(link))));
    const found = new Set([...this.#findBelow(links), ...escaped]);
    return [...found].filter(({ isZombie }) => !isZombie).map(({ pid, startTime, comm }) => ({ id: { pid, startTime, inode: null }, name: comm }));
  }

  /** Came since the first listing and lost its parent since. */
  #isNewOrphan(link: Link): boolean {
    return !this.#members.has(keyOf(link)) && !this.#before.has(keyOf(link)) && this.#adopters.has(link.ppid ?? 0);
  }

  /** Whether a member leads its group or session: both are inherited, so it came of that member. */
  #isOfMember({ pgid, sid }: Link): boolean {
    return this.#leaders.has(pgid ?? 0) || this.#leaders.has(sid ?? 0);
  }
}

function isNoOlder(child: Link, parent: Link): boolean {
  return child.startTime === null || parent.startTime === null || child.startTime >= parent.startTime;
}

function ancestorsIn(links: readonly Link[], pid: number): Set<number> {
  const parentOf = new Map(links.map((link) => [link.pid, link.ppid]));
  const found = new Set<number>();
  for (let parent = parentOf.get(pid) ?? 0; parent > 0 && !found.has(parent); parent = parentOf.get(parent) ?? 0) found.add(parent);
  return found;
}

/** What came from outside need not even turn into text (E5): all that is no pid shares one key. */
function safeKeyOf(id: ProcessId): ProcessKey {
  return isSignalablePid(id.pid) ? keyOf(id) : 'invalid';
}
