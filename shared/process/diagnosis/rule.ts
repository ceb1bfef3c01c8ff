import type { FieldId } from '../../fields/registry.ts';
import type { SystemLine } from '../../system/systemLine.ts';
import type { Text } from '../../words/text.ts';
import type { ProcessId, ProcessKey } from '../identity.ts';
import type { Lineage } from '../lineage.ts';
import type { Row } from '../row.ts';
import type { SignalName } from '../signals.ts';
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
  readonly lineage: LineageLook;
  /** The machine as a whole; null where nothing is told of it. */
  readonly system: SystemLine | null;
  /** The number that a signal has here; null where there is none. */
  readonly numberOf: (signal: SignalName) => number | null;
  /** The living process that has this pid. */
  readonly rowOf: (pid: number | null) => Row | null;
  /** Facts of a suspect or its parent; null where they cannot be read. */
  readonly readFacts: (row: Row, files: readonly FactFile[]) => ProcessFacts | null;
  /** How fast the number that a finding counts grows, a minute; null until it can be told. */
  readonly growthOf: (findingId: string, count: number) => number | null;
}

export type LineageLook = Pick<Lineage, 'orphanOf' | 'hasYoungerParent' | 'isOfOtherSession'>;

/** How one kind of finding is found in single rows. */
export interface Rule {
  readonly name: string;
  /** Fields without which nothing can be found: where a system lacks one, the rule is off. */
  readonly needs: readonly FieldId[];
  /** ms for which the suspicion must last. */
  readonly after: number;
  /** Whether the process may be a case: asked when its row came or changed. */
  suspects(row: Row, lineage: LineageLook): boolean;
  /** What must stay the same while the suspicion lasts, beside the row: it begins anew when this has changed. Asked at each look. */
  token?(row: Row, world: World): string | null;
  find(cases: readonly Case[], world: World): Finding[];
}

/** What came, went and changed from one sample to the next. */
export interface TableChange {
  readonly added: readonly Row[];
  readonly gone: readonly Row[];
  readonly changed: readonly Row[];
  /** ms since boot. */
  readonly at: number;
}

/** How one kind of finding is found in what happens over time. Made anew for each table. */
export interface Tracker {
  readonly name: string;
  readonly needs: readonly FieldId[];
  take(change: TableChange): void;
  /** `at`: ms since boot; `toEpoch` makes a moment of it for people. */
  find(world: World, at: number, toEpoch: (at: number) => number): Finding[];
}

/** A finding about one process. */
export function findingOf(
  rule: string,
  { row, since }: Case,
  rest: Pick<Finding, 'severity' | 'title' | 'explanation' | 'remedies'> & Partial<Finding>,
): Finding {
  return { id: `${rule} ${row.key}`, rule, process: row.id, selects: [row.id], count: 1, since, facts: [], ...rest };
}

/** A remedy that waits for a person. */
export const advice = (en: string, zh: string): Finding['remedies'][number] => ({ kind: 'advice', text: { en, zh } });

/** A remedy that is a signal, through the plan of an action. */
export const sending = (signal: SignalName, target: ProcessId, en: string, zh: string): Finding['remedies'][number] => ({
  kind: 'signal',
  signal,
  target,
  text: { en, zh },
});

export const same = (text: string): Text => ({ en: text, zh: text });
