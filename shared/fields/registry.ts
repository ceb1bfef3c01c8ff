import { args } from './args.ts';
import { capabilities } from './capabilities.ts';
import { cgroup } from './cgroup.ts';
import { childCount } from './childCount.ts';
import { comm } from './comm.ts';
import { container } from './container.ts';
import { cpuPercent } from './cpuPercent.ts';
import { cpuTime } from './cpuTime.ts';
import { cpuTrend } from './cpuTrend.ts';
import { elapsed } from './elapsed.ts';
import type { Field, ValueOf } from './field.ts';
import { involuntarySwitches } from './involuntarySwitches.ts';
import { isKernelThread } from './isKernelThread.ts';
import { lockedMemory } from './lockedMemory.ts';
import { loginUid } from './loginUid.ts';
import { majorFaults } from './majorFaults.ts';
import { memoryTrend } from './memoryTrend.ts';
import { minorFaults } from './minorFaults.ts';
import { nice } from './nice.ts';
import { oomScore } from './oomScore.ts';
import { openFiles } from './openFiles.ts';
import { pgid } from './pgid.ts';
import { pid } from './pid.ts';
import { policy } from './policy.ts';
import { ppid } from './ppid.ts';
import { priority } from './priority.ts';
import { processor } from './processor.ts';
import { pss } from './pss.ts';
import { readBytes } from './readBytes.ts';
import { readRate } from './readRate.ts';
import { rss } from './rss.ts';
import { rtPriority } from './rtPriority.ts';
import { sid } from './sid.ts';
import { startedAt } from './startedAt.ts';
import { startTime } from './startTime.ts';
import { stat } from './stat.ts';
import { state } from './state.ts';
import { subtreeCpu } from './subtreeCpu.ts';
import { subtreeMemory } from './subtreeMemory.ts';
import { swap } from './swap.ts';
import { threads } from './threads.ts';
import { tpgid } from './tpgid.ts';
import { tty } from './tty.ts';
import { uid } from './uid.ts';
import { unit } from './unit.ts';
import { user } from './user.ts';
import { voluntarySwitches } from './voluntarySwitches.ts';
import { vsz } from './vsz.ts';
import { wchan } from './wchan.ts';
import { writeRate } from './writeRate.ts';
import { writtenBytes } from './writtenBytes.ts';

/** Every field, once. The order is that of the column chooser and of the CLI's JSON. */
export const FIELDS = [
  pid,
  ppid,
  pgid,
  sid,
  tty,
  tpgid,
  state,
  stat,
  nice,
  priority,
  policy,
  rtPriority,
  processor,
  threads,
  childCount,
  user,
  uid,
  startTime,
  startedAt,
  elapsed,
  cpuTime,
  cpuPercent,
  cpuTrend,
  subtreeCpu,
  voluntarySwitches,
  involuntarySwitches,
  rss,
  memoryTrend,
  pss,
  swap,
  vsz,
  subtreeMemory,
  minorFaults,
  majorFaults,
  readRate,
  writeRate,
  readBytes,
  writtenBytes,
  openFiles,
  comm,
  args,
  isKernelThread,
  lockedMemory,
  oomScore,
  wchan,
  cgroup,
  unit,
  container,
  loginUid,
  capabilities,
] as const satisfies readonly Field[];

export type FieldId = (typeof FIELDS)[number]['id'];

/** The values of one process, by field id. null is unknown, or that there is none. */
export type Values = { readonly [F in (typeof FIELDS)[number] as F['id']]: ValueOf<F> | null };

/** Fields that the engine sends: all but those that the other side derives or adds up. */
export function sentFields(fields: readonly Field[]): Field[] {
  return fields.filter((field) => !('derive' in field || 'aggregate' in field));
}

/** The fields that must be read so that the given ones can be shown: themselves, what they derive from, what they are a rate of. */
export function withNeeds(wanted: readonly string[], fields: readonly Field[]): Field[] {
  const needed = new Set<string>();
  const visit = (id: string): void => {
    const field = fields.find((candidate) => candidate.id === id);
    if (field === undefined || needed.has(id)) return;
    needed.add(id);
    if ('derive' in field) for (const need of field.derive.needs) visit(need);
    if ('rateOf' in field) visit(field.rateOf);
    if ('aggregate' in field) visit(field.aggregate.of);
  };
  for (const id of wanted) visit(id);
  return fields.filter((field) => needed.has(field.id));
}

export function findField(id: string, fields: readonly Field[] = FIELDS): Field | null {
  return fields.find((field) => field.id === id) ?? null;
}
