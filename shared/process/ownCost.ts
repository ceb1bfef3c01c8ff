import type { ProcessKey } from './identity.ts';
import type { Row } from './row.ts';
import type { ProcessTree } from './tree.ts';

/** One process of this program. */
export interface OwnPart {
  readonly row: Row;
  /** bytes: PSS where it is known, else RSS, which counts pages that are shared in full; null where neither is. */
  readonly memory: number | null;
  readonly isPss: boolean;
}

/** What this program itself takes, from the table that it shows. */
export interface OwnCost {
  /** The engine's process first, then its helpers. */
  readonly parts: readonly OwnPart[];
  /** Percent of one core, all parts; null while none is known. */
  readonly cpuPercent: number | null;
  /** bytes, all parts; null where none is known. */
  readonly memory: number | null;
}

/**
 * Finds the engine and its living descendants (its reader, Electron's helpers) and sums what they take. A descendant with a session of its own
 * is none of them: that is a browser that was opened for the user. `pss` is what was read of it so far, in bytes.
 */
export function ownCost(enginePid: number, rows: ReadonlyMap<ProcessKey, Row>, tree: ProcessTree, pss: ReadonlyMap<ProcessKey, number> = new Map()): OwnCost {
  const own: Row[] = [];
  for (const row of rows.values()) {
    if (row.id.pid === enginePid) {
      own.push(row);
      break;
    }
  }
  for (let i = 0; i < own.length; i++) {
    for (const child of tree.childrenOf.get(own[i]!.key) ?? []) {
      const row = rows.get(child.key);
      if (row !== undefined && row.values.sid === own[0]!.values.sid) own.push(row);
    }
  }
  const parts = own.map((row): OwnPart => {
    const known = pss.get(row.key);
    return { row, memory: known ?? row.values.rss, isPss: known !== undefined };
  });
  return { parts, cpuPercent: sum(own.map(({ values }) => values.cpuPercent)), memory: sum(parts.map(({ memory }) => memory)) };
}

/** Of what is known; null where nothing is. */
function sum(values: readonly (number | null)[]): number | null {
  let total: number | null = null;
  for (const value of values) if (typeof value === 'number') total = (total ?? 0) + value;
  return total;
}
