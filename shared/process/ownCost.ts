import type { ProcessKey } from './identity.ts';
import type { Row } from './row.ts';
import type { ProcessTree } from './tree.ts';

/** What this program itself takes, from the table that it shows. */
export interface OwnCost {
  /** The engine's process first, then its helpers. */
  readonly parts: readonly Row[];
  /** Percent of one core, all parts; null while none is known. */
  readonly cpuPercent: number | null;
  /** bytes, RSS of all parts: pages that they share count more than once. null where none is known. */
  readonly rss: number | null;
}

/**
 * Finds the engine and its living descendants (its reader, Electron's helpers) and sums what they take. A descendant with a session of its own
 * is none of them: that is a browser that was opened for the user.
 */
export function ownCost(enginePid: number, rows: ReadonlyMap<ProcessKey, Row>, tree: ProcessTree): OwnCost {
  const parts: Row[] = [];
  for (const row of rows.values()) {
    if (row.id.pid === enginePid) {
      parts.push(row);
      break;
    }
  }
  for (let i = 0; i < parts.length; i++) {
    for (const child of tree.childrenOf.get(parts[i]!.key) ?? []) {
      const row = rows.get(child.key);
      if (row !== undefined && row.values.sid === parts[0]!.values.sid) parts.push(row);
    }
  }
  return { parts, cpuPercent: sum(parts.map(({ values }) => values.cpuPercent)), rss: sum(parts.map(({ values }) => values.rss)) };
}

/** Of what is known; null where nothing is. */
function sum(values: readonly (number | null)[]): number | null {
  let total: number | null = null;
  for (const value of values) if (typeof value === 'number') total = (total ?? 0) + value;
  return total;
}
