import type { ProcessId } from '../identity.ts';
import type { SignalName } from '../signals.ts';
import type { Text } from '../../words/text.ts';

/** The worst first. 'problem': something is broken or about to be; 'warning': it may need someone; 'note': good to know. */
export const SEVERITIES = ['problem', 'warning', 'note'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What may be done, in the order in which to try it. */
export type Remedy =
  /** Nothing to send: wait, or something outside this program. */
  | { readonly kind: 'advice'; readonly text: Text }
  /** A signal to one process, through the plan of an action. */
  | { readonly kind: 'signal'; readonly signal: SignalName; readonly target: ProcessId; readonly text: Text };

/** A fact behind a finding, to be listed under it. */
export interface FindingFact {
  readonly label: Text;
  readonly value: Text;
}

/** Something about a process that is worth a person's attention, with the reason and the way on. Its texts are safe to print. */
export interface Finding {
  /** The rule and the process: the same finding has the same id as long as it lasts. */
  readonly id: string;
  /** The rule that found it. */
  readonly rule: string;
  readonly severity: Severity;
  /** Whom it is about: of zombies, the parent that does not reap. */
  readonly process: ProcessId;
  /** Processes to select, `process` not always among them; at most MOST_SELECTED. */
  readonly selects: readonly ProcessId[];
  /** How many processes it counts, also where that is more than are listed. */
  readonly count: number;
  /** ms since the epoch when it was first seen; null: it was so when we first looked. */
  readonly since: number | null;
  readonly title: Text;
  /** A sentence each. */
  readonly explanation: readonly Text[];
  readonly facts: readonly FindingFact[];
  readonly remedies: readonly Remedy[];
}

/** All findings now, the worst first. */
export interface FindingsReport {
  readonly findings: readonly Finding[];
}

export const MOST_SELECTED = 500;
