import { keyOf, type ProcessId, type ProcessKey } from './identity.ts';
import type { Row } from './row.ts';
import { buildTree, descendantsOf } from './tree.ts';

/** Whom an action is for, beside the process that was chosen. Each is an explicit choice that lists its members. */
export const SCOPES = ['process', 'subtree', 'group', 'session', 'name', 'marked'] as const;
export type Scope = (typeof SCOPES)[number];

/**
 * The identities that a scope stands for, each once: those chosen first, and parents before children. What is chosen stays in, even
 * when it has left the table. A process whose group, session or name is unknown (or outside its PID namespace: 0) is alone in it.
 */
export function membersOf(scope: Scope, chosen: readonly ProcessId[], rows: ReadonlyMap<ProcessKey, Row>): ProcessId[] {
  const members = new Map<ProcessKey, ProcessId>(chosen.map((id) => [keyOf(id), id]));
  const add = (row: Row): void => void (members.has(row.key) || members.set(row.key, row.id));
  switch (scope) {
    case 'process':
    case 'marked':
      break;
    case 'subtree': {
      const tree = buildTree(rows.values());
      for (const id of chosen) for (const row of descendantsOf(tree, keyOf(id))) add(row);
      break;
    }
    case 'group':
      addSame('pgid');
      break;
    case 'session':
      addSame('sid');
      break;
    case 'name':
      addSame('comm');
      break;
    default:
      scope satisfies never;
  }
  return [...members.values()];

  function addSame(field: 'pgid' | 'sid' | 'comm'): void {
    const wanted = new Set(chosen.map((id) => rows.get(keyOf(id))?.values[field] ?? null));
    wanted.delete(null);
    wanted.delete(0);
    for (const row of rows.values()) if (wanted.has(row.values[field])) add(row);
  }
}
