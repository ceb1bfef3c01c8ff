import { type Change, type ChangeOutcome, formatSetting, isValidChange, type Privilege } from '../../../shared/process/change.ts';
import type { ProcessId } from '../../../shared/process/identity.ts';
import { actOnHeld, type Held, holdProcess, type Signalling } from './holdTarget.ts';
import { SETTINGS, type Setting, threadsOf } from './settings.ts';

/** Rounds after which threads that still come are left to inherit. */
const MOST_ROUNDS = 8;

/**
 * Changes a setting of one process that is named by its identity, in all its threads. The system takes bare numbers here: they are compared
 * right before each change and once after all of them, and between the look and the change this thread does nothing else.
 */
export function changeProcess(target: ProcessId, change: Change, signalling: Signalling, settings = SETTINGS): Promise<ChangeOutcome> {
  return actOnHeld<ChangeOutcome>(target, signalling, async (hold) => {
    if (!isValidChange(change)) return { kind: 'failed', code: 'EINVAL' };
    const outcome = changeHeld(hold, change, settings[change.kind]);
    return outcome.kind === 'changed' ? checkAgain(hold, outcome, signalling) : outcome;
  });
}

function changeHeld({ process, id, row }: Held, change: Change, setting: Setting): ChangeOutcome {
  const isStill = (): boolean => process.hasEnded() !== true;
  const from = setting.read(id.pid);
  if ('code' in from) return from.code === 'ESRCH' || from.code === 'ENOENT' ? { kind: 'gone' } : { kind: 'failed', code: from.code };
  const changed = new Set<number>();
  let wasMixed = false;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const fresh = (setting.isOfThread ? threadsOf(id.pid) : [id.pid]).filter((tid) => !changed.has(tid));
    if (fresh.length === 0) break;
    for (const tid of fresh) {
      const before = setting.read(tid);
      if (round === 0 && 'value' in before && formatSetting(before.value) !== formatSetting(from.value)) wasMixed = true;
      const result = setting.write(tid, change, isStill);
      if (result === 'gone') return { kind: 'gone' };
      changed.add(tid);
      // A thread may end at any time; its process is there as long as isStill says so.
      if (result === 'done' || (result.code === 'ESRCH' && tid !== id.pid)) continue;
      if (result.code === 'ESRCH') return { kind: 'gone' };
      const privilege = privilegeOf(change, result.code, from.value);
      return privilege === null ? { kind: 'failed', code: result.code } : { kind: 'lacks', privilege, owner: row.values.user };
    }
  }
  const to = setting.read(id.pid);
  if ('code' in to || changed.size === 0) return { kind: 'gone' };
  return { kind: 'changed', from: from.value, to: to.value, threads: setting.isOfThread ? changed.size : 1, wasMixed };
}

/** What a refusal means: setpriority(2), ioprio_set(2), sched_setaffinity(2), proc_pid_oom_score_adj(5). null: another error. */
function privilegeOf(change: Change, code: string, from: Change): Privilege | null {
  if (code !== 'EPERM' && code !== 'EACCES') return null;
  if (change.kind === 'nice') return code === 'EACCES' ? 'CAP_SYS_NICE' : 'owner';
  if (change.kind === 'oomScoreAdjust') return code === 'EACCES' ? 'CAP_SYS_RESOURCE' : 'owner';
  const isRealtime = change.kind === 'ioPriority' && change.ioClass === 'realtime' && formatSetting(change) !== formatSetting(from);
  return isRealtime ? 'CAP_SYS_ADMIN' : 'owner';
}

/** Whether the one that was changed is still the one that was meant. */
async function checkAgain({ process, id }: Held, outcome: ChangeOutcome, signalling: Signalling): Promise<ChangeOutcome> {
  if (process.hasEnded() === false) return outcome;
  const now = await holdProcess(id, signalling);
  if (now.kind === 'held') now.process.close();
  // What has the pid now may be the one that was changed.
  if (now.kind === 'reused') return { kind: 'uncertain' };
  return now.kind === 'gone' || process.hasEnded() === true ? { kind: 'gone' } : outcome;
}
