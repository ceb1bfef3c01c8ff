import type { ProcessId, ProcessRef } from '../../shared/process/identity.ts';
import type { Probe } from '../engine/signals/holdTarget.ts';

/** Makes an identity of what was written: a bare PID is whoever has it now. null where nobody does. */
export async function resolveTarget({ pid, startTime, inode }: ProcessRef, probe: Probe): Promise<ProcessId | null> {
  if (startTime !== undefined) return { pid, startTime, inode };
  const reading = await probe(pid);
  return reading === null ? null : { pid, startTime: reading.startTime, inode };
}

/** The same of several; what nobody has stays as it was written. */
export function resolveTargets(references: readonly ProcessRef[], probe: Probe): Promise<ProcessId[]> {
  return Promise.all(references.map(async (reference) => (await resolveTarget(reference, probe)) ?? { ...reference, startTime: reference.startTime ?? null }));
}
