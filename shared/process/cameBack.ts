import type { ProcessId } from './identity.ts';
import type { Row } from './row.ts';

/** A process that ended, and the one that took its place. */
export interface Comeback {
  readonly ended: ProcessId;
  readonly id: ProcessId;
  readonly name: string;
  /** Why it is taken for the same: of the same systemd unit, or started by the same parent. */
  readonly by: 'unit' | 'parent';
}

/**
 * Which of the processes that ended are there again under a new pid: one that has appeared since, of the same name and, where both are known,
 * the same command line, of the same unit or the same parent, started no earlier than the ended one. Each new process stands for one ended one.
 */
export function findComebacks(ended: readonly Row[], appeared: Iterable<Row>): Comeback[] {
  const free = new Set(appeared);
  return ended.flatMap((old): Comeback[] => {
    for (const row of free) {
      const by = linkBetween(old, row);
      if (by === null) continue;
      free.delete(row);
      return [{ ended: old.id, id: row.id, name: row.values.comm ?? '', by }];
    }
    return [];
  });
}

function linkBetween(old: Row, row: Row): Comeback['by'] | null {
  if (row.key === old.key || (row.id.startTime ?? Infinity) < (old.id.startTime ?? 0)) return null;
  if (old.values.comm === null || row.values.comm !== old.values.comm || !isSameCommand(old, row)) return null;
  const [oldUnit, unit] = [old.values.unit ?? null, row.values.unit ?? null];
  if (oldUnit !== null && unit !== null && oldUnit !== unit) return null;
  if (oldUnit !== null && oldUnit === unit && oldUnit.endsWith('.service')) return 'unit';
  return old.values.ppid !== null && old.values.ppid === row.values.ppid ? 'parent' : null;
}

/** A command line that is not read yet contradicts nothing. */
function isSameCommand(old: Row, row: Row): boolean {
  const [a, b] = [old.values.args ?? null, row.values.args ?? null];
  return a === null || b === null || (a.length === b.length && a.every((part, i) => part === b[i]));
}
