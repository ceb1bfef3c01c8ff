import { readFileSync } from 'node:fs';
import { setImmediate as yieldOnce } from 'node:timers/promises';
import { comesBack } from '../../../shared/process/comeback.ts';
import { keyOf, type ProcessId, type ProcessKey } from '../../../shared/process/identity.ts';
import { type KillPlan, planSignal, type PlanRequest, type TargetFacts } from '../../../shared/process/killPlan.ts';
import type { Respawn } from '../../../shared/process/respawns.ts';
import type { Row } from '../../../shared/process/row.ts';
import { membersOf } from '../../../shared/process/scope.ts';
import { dispositionOf, parseSignalMasks } from '../../../shared/process/signalMasks.ts';
import { endsProcess, findSignal, type SignalName } from '../../../shared/process/signals.ts';
import { platform } from '../providers/index.ts';
import { readRestartRule } from '../providers/linux/restartRule.ts';
import { readListeningPorts } from '../providers/linux/sockets.ts';
import { holdTarget, type Signalling } from './holdTarget.ts';
import { signalNumberOf } from './signalNumber.ts';

/** Targets that are bound before others may have the thread. */
const AT_A_TIME = 50;
/** Targets whose descriptors are looked through for ports; of more it is unknown. */
const MOST_WITH_PORTS = 100;

/**
 * Plans an action on the members of a scope: each is bound, which gives its identity the inode that is compared when the plan is run, and
 * what is said of it is read while it is held (E3). `rows` is the table around them, `respawnOf` what was seen of it before.
 */
export async function planAction(
  request: PlanRequest,
  rows: ReadonlyMap<ProcessKey, Row>,
  signalling: Signalling,
  respawnOf: (row: Row) => Respawn | null = () => null,
): Promise<KillPlan> {
  const scope = request.scope ?? 'process';
  const targets: ProcessId[] = [];
  const table = new Map(rows);
  const facts = new Map<ProcessKey, TargetFacts>();
  for (const id of membersOf(scope, request.targets, rows)) {
    const key = keyOf(id);
    const hold = await holdTarget(id, signalling);
    targets.push(hold.kind === 'held' ? hold.id : id);
    if (hold.kind === 'held') {
      try {
        table.set(key, hold.row);
        facts.set(key, {
          ...(await readFacts(hold.row, request.signal, hold.process.maySend(), targets.length <= MOST_WITH_PORTS)),
          respawn: respawnOf(hold.row),
        });
      } finally {
        hold.process.close();
      }
    } else if (hold.kind === 'refused' && hold.row !== null) table.set(key, hold.row);
    else if (hold.kind !== 'refused') table.delete(key);
    if (targets.length % AT_A_TIME === 0) await yieldOnce();
  }
  return planSignal({ targets, signal: request.signal, scope }, table, signalling.self, facts);
}

async function readFacts(row: Row, signal: SignalName, isPermitted: boolean, withPorts: boolean): Promise<Omit<TargetFacts, 'respawn'>> {
  const { pid } = row.id;
  if (platform !== 'linux') return { disposition: null, isPermitted, restartedBy: null, ports: null };
  const ends = endsProcess(findSignal(signal)!);
  const rule = ends ? readRestartRule(pid, row.values.ppid) : null;
  return {
    disposition: readDisposition(pid, signal),
    isPermitted,
    restartedBy: rule !== null && comesBack(rule.restart, signal) ? rule : null,
    ports: ends && withPorts ? await readListeningPorts(pid) : null,
  };
}

function readDisposition(pid: number, signal: SignalName): TargetFacts['disposition'] {
  const number = signalNumberOf(signal);
  if (number === null) return null;
  try {
    const masks = parseSignalMasks(readFileSync(`/proc/${pid}/status`, 'latin1'));
    return masks === null ? null : dispositionOf(masks, signal, number);
  } catch {
    // It ended a moment ago.
    return null;
  }
}
