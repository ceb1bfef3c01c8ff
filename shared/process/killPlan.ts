import { keyOf, MAX_PID, type ProcessId, type ProcessKey } from './identity.ts';
import type { Respawn } from './respawns.ts';
import type { Row } from './row.ts';
import type { Scope } from './scope.ts';
import type { Disposition } from './signalMasks.ts';
import { endsProcess, findSignal, type SignalName } from './signals.ts';
import { isZombie } from './stat.ts';
import { buildTree } from './tree.ts';

/** Why a process is never signalled. */
export const REFUSALS = ['invalid-pid', 'init', 'self', 'own-ancestor', 'kernel-thread', 'zombie'] as const;
export type Refusal = (typeof REFUSALS)[number];

/** What will happen to a target. */
export type Expectation =
  /** At once: nothing in it stands in the way. */
  | { readonly kind: 'ends' }
  /** What it makes of it is not known. */
  | { readonly kind: 'asked' }
  /** It has a function of its own for the signal. */
  | { readonly kind: 'handles' }
  | { readonly kind: 'ignores' }
  /** Its main thread blocks the signal: it waits, unless another thread takes it. */
  | { readonly kind: 'blocks' }
  | { readonly kind: 'stops' }
  | { readonly kind: 'resumes' }
  | { readonly kind: 'notified' }
  | { readonly kind: 'waits' }
  /** It belongs to someone else: the system will refuse. */
  | { readonly kind: 'privilege' }
  | { readonly kind: 'refused'; readonly reason: Refusal }
  | { readonly kind: 'gone' };

/** A port on which a target listens. */
export interface ListeningPort {
  readonly protocol: 'tcp' | 'tcp6';
  readonly address: string;
  readonly port: number;
}

/** What is read of a target beyond its row when a plan is made; null: unknown. */
export interface TargetFacts {
  readonly disposition: Disposition | null;
  readonly isPermitted: boolean;
  /** The unit that starts it again when this signal ends it, as its `Restart=` says (systemd.service(5)); null: none that is known. */
  readonly restartedBy: { readonly unit: string; readonly restart: string } | null;
  readonly ports: readonly ListeningPort[] | null;
  /** The parent that was seen to start the same again; null: none. */
  readonly respawn: Respawn | null;
}

export interface PlanTarget {
  readonly id: ProcessId;
  readonly name: string;
  readonly user: string | null;
  readonly expectation: Expectation;
  readonly restartedBy: TargetFacts['restartedBy'];
  readonly respawn: Respawn | null;
  /** Listening ports that close, unless a process that is no target holds them too. null: unknown. */
  readonly ports: readonly ListeningPort[] | null;
}

/** A process that loses its parent. Who adopts it, /proc does not tell: the nearest ancestor that is a subreaper, else init. */
export interface FutureOrphan {
  readonly id: ProcessId;
  readonly name: string;
  readonly parent: number;
}

/** What an action would do, target by target, before it is done. */
export interface KillPlan {
  readonly signal: SignalName;
  readonly scope: Scope;
  readonly targets: readonly PlanTarget[];
  /** Children that are no targets, of targets that may end. */
  readonly orphans: readonly FutureOrphan[];
}

/** What the planner must know of its own program. */
export interface Self {
  readonly pid: number;
  /** Pids of this program's ancestors: ending one of them would end the program. */
  readonly ancestors: readonly number[];
}

/** Whether a value that came from outside may be used as a pid at all: an integer from 2 to PID_MAX_LIMIT. 0, -1 and negative pids name groups. */
export function isSignalablePid(pid: unknown): pid is number {
  return typeof pid === 'number' && Number.isInteger(pid) && pid >= 2 && pid <= MAX_PID;
}

/** Why this process must not be signalled; null where it may be. Pure: the facts are those of the row. */
export function refusalOf(target: { readonly pid: number }, row: Row | null, self: Self): Refusal | null {
  if (target.pid === 1) return 'init';
  if (!isSignalablePid(target.pid)) return 'invalid-pid';
  if (target.pid === self.pid) return 'self';
  if (self.ancestors.includes(target.pid)) return 'own-ancestor';
  if (row?.values.isKernelThread === true) return 'kernel-thread';
  if (row !== null && isZombie(row.values)) return 'zombie';
  return null;
}

/** A plan is made from what was read of the targets, and of the table around them. */
export interface PlanRequest {
  readonly signal: SignalName;
  readonly scope?: Scope | undefined;
  readonly targets: readonly ProcessId[];
}

/** Says for each target what the signal will do to it, and what follows. Without facts of a target less is said. */
export function planSignal(
  { targets, signal, scope = 'process' }: PlanRequest,
  rows: ReadonlyMap<ProcessKey, Row>,
  self: Self,
  facts: ReadonlyMap<ProcessKey, TargetFacts> = new Map(),
): KillPlan {
  const planned = targets.map((id): PlanTarget => {
    const key = keyOf(id);
    const row = rows.get(key) ?? null;
    const known = facts.get(key) ?? null;
    const expectation = expect(id, signal, row, self, known);
    const isEnding = MAY_END.has(expectation.kind) && endsProcess(findSignal(signal)!);
    return {
      id,
      name: row?.values.comm ?? '',
      user: row?.values.user ?? null,
      expectation,
      restartedBy: isEnding ? (known?.restartedBy ?? null) : null,
      respawn: isEnding ? (known?.respawn ?? null) : null,
      ports: isEnding ? (known?.ports ?? null) : [],
    };
  });
  return { signal, scope, targets: planned, orphans: endsProcess(findSignal(signal)!) ? orphansOf(planned, rows) : [] };
}

const MAY_END: ReadonlySet<Expectation['kind']> = new Set(['ends', 'asked', 'handles', 'waits', 'blocks']);

function expect(id: ProcessId, signalName: SignalName, row: Row | null, self: Self, facts: TargetFacts | null): Expectation {
  const reason = refusalOf(id, row, self);
  if (reason !== null) return { kind: 'refused', reason };
  if (row === null) return { kind: 'gone' };
  if (facts?.isPermitted === false) return { kind: 'privilege' };
  const signal = findSignal(signalName)!;
  const disposition = facts?.disposition ?? null;
  // SIGCONT resumes whatever the target has made of it (signal(7)).
  if (signal.action === 'continue') return { kind: 'resumes' };
  if (disposition?.action === 'ignored') return { kind: 'ignores' };
  if (row.values.state === 'D' && endsProcess(signal)) return { kind: 'waits' };
  if (disposition?.isBlocked === true) return { kind: 'blocks' };
  if (disposition?.action === 'caught') return { kind: 'handles' };
  if (signal.action === 'ignore') return { kind: 'notified' };
  if (signal.action === 'stop') return { kind: 'stops' };
  return { kind: signal.isCatchable && disposition === null ? 'asked' : 'ends' };
}

function orphansOf(planned: readonly PlanTarget[], rows: ReadonlyMap<ProcessKey, Row>): FutureOrphan[] {
  const targets = new Set(planned.map(({ id }) => keyOf(id)));
  const ending = planned.filter(({ expectation }) => MAY_END.has(expectation.kind));
  if (ending.length === 0) return [];
  const { childrenOf } = buildTree(rows.values());
  return ending.flatMap(({ id }) =>
    (childrenOf.get(keyOf(id)) ?? [])
      .filter((child) => !targets.has(child.key) && !isZombie(child.values))
      .map((child) => ({ id: child.id, name: child.values.comm ?? '', parent: id.pid })),
  );
}

/** Why an action was not run with privilege: the person said no, the system's policy did, or there is no way here. */
export const NOT_AUTHORIZED = ['dismissed', 'forbidden', 'unavailable'] as const;
export type NotAuthorized = (typeof NOT_AUTHORIZED)[number];

/** How sending a signal to one process ended. A signal sent is not a process ended. */
export type SignalOutcome =
  | { readonly kind: 'exited'; readonly afterMs: number }
  | { readonly kind: 'running'; readonly afterMs: number }
  /** SIGKILL was accepted, but the process is in uninterruptible sleep. */
  | { readonly kind: 'pending' }
  /** Accepted; the signal is not one that ends a process. */
  | { readonly kind: 'sent' }
  | { readonly kind: 'gone' }
  /** The pid is another process now. Nothing was sent. */
  | { readonly kind: 'reused' }
  | { readonly kind: 'refused'; readonly reason: Refusal }
  | { readonly kind: 'denied'; readonly owner: string | null }
  /** It was to be sent with privilege, which was not given. Nothing was sent. */
  | { readonly kind: 'not-authorized'; readonly reason: NotAuthorized }
  | { readonly kind: 'failed'; readonly code: string };

/** How an action on one of several targets ended. */
export interface TargetOutcome {
  readonly id: ProcessId;
  readonly name: string;
  readonly outcome: SignalOutcome;
}

/** How an action on a process and all below it ended. */
export interface TreeOutcome {
  /** False: it went on growing although it was stopped; nothing was sent, and all go on. */
  readonly isSettled: boolean;
  readonly targets: readonly TargetOutcome[];
  /** Processes that came of the tree and live, to which nothing was sent. */
  readonly left: readonly { readonly id: ProcessId; readonly name: string }[];
}
