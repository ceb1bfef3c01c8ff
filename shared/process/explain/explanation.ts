import type { Text } from '../../words/text.ts';
import type { ProcessFacts } from '../diagnosis/facts.ts';
import type { Finding } from '../diagnosis/finding.ts';
import type { Kind } from '../diagnosis/orphan.ts';
import type { ProcessId } from '../identity.ts';
import type { Orphan } from '../lineage.ts';
import type { Row } from '../row.ts';
import type { SignalName } from '../signals.ts';

/** The parts of an explanation, in their order. */
export const SECTION_IDS = ['what', 'origin', 'letters', 'state', 'scheduling', 'standing', 'end', 'ending', 'findings'] as const;
export type SectionId = (typeof SECTION_IDS)[number];

/** What one process is, in sentences; safe to print. */
export interface Explanation {
  readonly process: ProcessId;
  /** `name (pid)` */
  readonly name: string;
  /** Those that have something to say. */
  readonly sections: readonly { readonly id: SectionId; readonly title: Text; readonly sentences: readonly Text[] }[];
}

/** What an explanation is made from. */
export interface Subject {
  readonly row: Row;
  /** null where the state is not known. */
  readonly stat: string | null;
  readonly facts: ProcessFacts | null;
  /** Its parent, the parent of that, and so on. */
  readonly ancestors: readonly Row[];
  readonly children: readonly Row[];
  /** Living members of its process group and of its session, itself among them. */
  readonly groupSize: number;
  readonly sessionSize: number;
  /** The living process that leads its session; null: that has ended, or cannot be seen. */
  readonly leader: Row | null;
  readonly orphan: Orphan | null;
  readonly orphanKind: Kind | null;
  /** Whether its unit has a timer of the same name; null where it has no unit. */
  readonly hasTimer: boolean | null;
  /** ms since it was started; null where that is not known. */
  readonly age: number | null;
  readonly findings: readonly Finding[];
  /** Whether it is this program, or an ancestor of it. */
  readonly isOurs: boolean;
  readonly numberOf: (signal: SignalName) => number | null;
}

/** One part: the sentences, or none. */
export type Section = (subject: Subject) => Text[];
