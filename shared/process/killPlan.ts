import { MAX_PID, type ProcessId, type ProcessKey } from './identity.ts';
import type { Row } from './row.ts';
import { isZombie } from './stat.ts';
import { endsProcess, findSignal, type SignalName } from './signals.ts';

/** Why a process is never signalled. */
export const REFUSALS = ['invalid-pid', 'init', 'self', 'own-ancestor', 'kernel-thread', 'zombie'] as const;
export type Refusal = (typeof REFUSALS)[number];

/** What will happen to a target. */
export type Expectation =
  | { readonly kind: 'ends' }
  | { readonly kind: 'asked' }
  | { readonly kind: 'stops' }
  | { readonly kind: 'resumes' }
  | { readonly kind: 'notified' }
  | { readonly kind: 'waits' }
  | { readonly kind: 'refused'; readonly reason: Refusal }
  | { readonly kind: 'gone' };

export interface PlanTarget {
  readonly id: ProcessId;
  readonly name: string;
  readonly user: string | null;
  readonly expectation: Expectation;
}

/** What an action would do, target by target, before it is done. */
export interface KillPlan {
  readonly signal: SignalName;
  readonly targets: readonly PlanTarget[];
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

/** Says for each target what the signal will do to it. */
export function planSignal(targets: readonly ProcessId[], signal: SignalName, rows: ReadonlyMap<ProcessKey, Row>, self: Self): KillPlan {
  return {
    signal,
    targets: targets.map((id) => {
      const row = rows.get(`${id.pid}:${id.startTime ?? '-'}`) ?? null;
      return { id, name: row?.values.comm ?? '', user: row?.values.user ?? null, expectation: expect(id, signal, row, self) };
    }),
  };
}

function expect(id: ProcessId, signalName: SignalName, row: Row | null, self: Self): Expectation {
  const reason = refusalOf(id, row, self);
  if (reason !== null) return { kind: 'refused', reason };
  if (row === null) return { kind: 'gone' };
  const signal = findSignal(signalName)!;
  if (row.values.state === 'D' && endsProcess(signal)) return { kind: 'waits' };
  if (signal.action === 'stop') return { kind: 'stops' };
  if (signal.action === 'continue') return { kind: 'resumes' };
  if (signal.action === 'ignore') return { kind: 'notified' };
  return { kind: signal.isCatchable ? 'asked' : 'ends' };
}

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
  | { readonly kind: 'failed'; readonly code: string };
