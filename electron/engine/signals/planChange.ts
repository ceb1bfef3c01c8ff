import { readFileSync } from 'node:fs';
import { setImmediate as yieldOnce } from 'node:timers/promises';
import type { ChangeKind } from '../../../shared/process/change.ts';
import { type ChangeFacts, type ChangePlan, type ChangeRequest, planChangeOf, type Powers } from '../../../shared/process/changePlan.ts';
import { keyOf, type ProcessId, type ProcessKey } from '../../../shared/process/identity.ts';
import type { Row } from '../../../shared/process/row.ts';
import { membersOf } from '../../../shared/process/scope.ts';
import { platform } from '../providers/index.ts';
import { holdTarget, type Signalling } from './holdTarget.ts';
import { readSetting } from './readSettings.ts';

/** Targets that are bound before others may have the thread. */
const AT_A_TIME = 50;
/** Bits of CapEff (include/uapi/linux/capability.h). */
const BITS = { CAP_SYS_ADMIN: 21n, CAP_SYS_NICE: 23n, CAP_SYS_RESOURCE: 24n } as const;

/** Plans a change on the members of a scope: each is bound, and what it has now is read while it is held. `rows` is the table around them. */
export async function planChange(request: ChangeRequest, rows: ReadonlyMap<ProcessKey, Row>, signalling: Signalling): Promise<ChangePlan> {
  const scope = request.scope ?? 'process';
  const targets: ProcessId[] = [];
  const table = new Map(rows);
  const facts = new Map<ProcessKey, ChangeFacts>();
  for (const id of membersOf(scope, request.targets, rows)) {
    const key = keyOf(id);
    const hold = await holdTarget(id, signalling);
    targets.push(hold.kind === 'held' ? hold.id : id);
    if (hold.kind === 'held') {
      table.set(key, hold.row);
      facts.set(key, readFacts(id.pid, request.change.kind));
      hold.process.close();
    } else if (hold.kind === 'refused' && hold.row !== null) table.set(key, hold.row);
    else if (hold.kind !== 'refused') table.delete(key);
    if (targets.length % AT_A_TIME === 0) await yieldOnce();
  }
  return planChangeOf({ targets, change: request.change, scope }, table, signalling.self, readPowers(), facts);
}

function readFacts(pid: number, kind: ChangeKind): ChangeFacts {
  const now = readSetting(pid, kind);
  return {
    from: 'value' in now ? now.value : null,
    isMixed: 'value' in now && now.isMixed,
    isOwn: isOwn(pid),
    lowestNice: kind === 'nice' ? readLowestNice(pid) : null,
  };
}

/** Whether it runs as the user that this program runs as, by its real or effective id (setpriority(2)). Where that cannot be told it is tried. */
function isOwn(pid: number): boolean {
  const ids = /^Uid:\t(\d+)\t(\d+)/m.exec(read(`/proc/${pid}/status`));
  const own = process.geteuid?.();
  return ids === null || own === undefined || Number(ids[1]) === own || Number(ids[2]) === own;
}

/** RLIMIT_NICE counts from 1 for nice 19 to 40 for nice -20 (getrlimit(2)). */
function readLowestNice(pid: number): number | null {
  const soft = /^Max nice priority\s+(\d+)/m.exec(read(`/proc/${pid}/limits`))?.[1];
  return soft === undefined ? null : 20 - Number(soft);
}

function readPowers(): Powers {
  const set = /^CapEff:\t([0-9a-f]{1,16})$/m.exec(read('/proc/self/status'))?.[1];
  const held = set === undefined ? null : BigInt(`0x${set}`);
  const has = (bit: bigint): boolean => (held === null ? process.geteuid?.() === 0 : ((held >> bit) & 1n) === 1n);
  return { CAP_SYS_ADMIN: has(BITS.CAP_SYS_ADMIN), CAP_SYS_NICE: has(BITS.CAP_SYS_NICE), CAP_SYS_RESOURCE: has(BITS.CAP_SYS_RESOURCE) };
}

/** Empty where it cannot be read, or the system has no such files. */
function read(path: string): string {
  if (platform !== 'linux') return '';
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
