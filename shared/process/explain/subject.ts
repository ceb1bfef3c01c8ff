import { type Clock, valueOf } from '../../fields/field.ts';
import { elapsed } from '../../fields/elapsed.ts';
import type { ProcessFacts } from '../diagnosis/facts.ts';
import type { Finding } from '../diagnosis/finding.ts';
import { kindOf } from '../diagnosis/orphan.ts';
import type { LineageLook } from '../diagnosis/rule.ts';
import { keyOf } from '../identity.ts';
import type { Row } from '../row.ts';
import type { SignalName } from '../signals.ts';
import { statOf } from '../stat.ts';
import { ancestorsOf, buildTree } from '../tree.ts';
import type { Subject } from './explanation.ts';

/** What stands around a process that is to be explained. */
export interface Around {
  readonly rows: Iterable<Row>;
  readonly clock: Clock;
  readonly lineage: LineageLook;
  readonly facts: ProcessFacts | null;
  readonly hasTimer: boolean | null;
  readonly findings: readonly Finding[];
  /** Pids of this program and its ancestors. */
  readonly ours: readonly number[];
  readonly numberOf: (signal: SignalName) => number | null;
}

/** Gathers what an explanation is made from. O(n): it links the table. */
export function subjectOf(row: Row, around: Around): Subject {
  const { clock, lineage, facts, hasTimer, findings, ours, numberOf } = around;
  const rows = [...around.rows];
  const tree = buildTree(rows);
  const rowOf = (pid: number | null): Row | null => rows.find(({ id }) => id.pid === pid) ?? null;
  const count = (id: 'pgid' | 'sid'): number => (row.values[id] === null ? 1 : rows.filter(({ values }) => values[id] === row.values[id]).length);
  const age = valueOf(elapsed, row.values, clock);
  return {
    row,
    stat: statOf({ ...row.values, pid: row.id.pid }),
    facts,
    ancestors: ancestorsOf(tree, row.key),
    children: tree.childrenOf.get(row.key) ?? [],
    groupSize: count('pgid'),
    sessionSize: count('sid'),
    leader: rowOf(row.values.sid),
    orphan: lineage.orphanOf(row.key),
    orphanKind: kindOf(row, { rowOf, lineage }),
    hasTimer,
    age: typeof age === 'number' ? age : null,
    findings: findings.filter(({ process, selects }) => [process, ...selects].some((id) => keyOf(id) === row.key)),
    isOurs: ours.includes(row.id.pid),
    numberOf,
  };
}
