import type { FieldId } from '../../fields/registry.ts';
import type { Text } from '../../words/text.ts';
import type { ProcessKey } from '../identity.ts';
import type { Lineage } from '../lineage.ts';
import type { Row } from '../row.ts';
import { visibleName } from '../visibleText.ts';
import type { FactFile, ProcessFacts } from './facts.ts';
import type { Finding } from './finding.ts';

/** A process that a rule suspects. */
export interface Case {
  readonly row: Row;
  /** ms since the epoch of the sample that saw it first; null: it was so when we first looked. */
  readonly since: number | null;
}

/** What a rule may look at beside its cases. */
export interface World {
  readonly rows: ReadonlyMap<ProcessKey, Row>;
  readonly lineage: Pick<Lineage, 'orphanOf'>;
  /** The living process that has this pid. */
  rowOf(pid: number | null): Row | null;
  /** Facts of a suspect or its parent; null where they cannot be read. */
  readFacts(row: Row, files: readonly FactFile[]): ProcessFacts | null;
}

/** How one kind of finding is found. */
export interface Rule {
  readonly name: string;
  /** Fields without which nothing can be found: where a system lacks one, the rule is off. */
  readonly needs: readonly FieldId[];
  /** ms for which the suspicion must last. */
  readonly after: number;
  /** Whether the process may be a case: asked when its row came or changed, and of nothing but the row. */
  suspects(row: Row): boolean;
  find(cases: readonly Case[], world: World): Finding[];
}

/** `name (pid)`, safe to print. */
export const whoIs = (row: Row): string => `${visibleName(row.values.comm ?? '')} (${row.id.pid})`;

/** A finding about the one process of a case. */
export function findingOf(
  rule: string,
  { row, since }: Case,
  rest: Pick<Finding, 'severity' | 'title' | 'explanation' | 'remedies'> & Partial<Finding>,
): Finding {
  return { id: `${rule} ${row.key}`, rule, process: row.id, selects: [row.id], count: 1, since, facts: [], ...rest };
}

export const same = (text: string): Text => ({ en: text, zh: text });
