import type { Finding } from '../../shared/process/diagnosis/finding.ts';
import { notifiableRule } from '../../shared/settings/desktop.ts';

/** Whether the user asked about findings of this rule. */
export function isAsked(rule: string, asked: readonly string[]): boolean {
  return asked.includes(notifiableRule(rule));
}

/** How many a badge counts: what may need someone. */
export function countForBadge(findings: readonly Finding[]): number {
  return findings.filter(({ severity }) => severity !== 'note').length;
}

/** Remembers what was there, and tells what is new. What was so when we first looked is no news. */
export class FindingNews {
  #known: ReadonlySet<string> = new Set();

  /** The findings that were not in the report before and that the user asked about. */
  take(findings: readonly Finding[], asked: readonly string[]): Finding[] {
    const before = this.#known;
    this.#known = new Set(findings.map(({ id }) => id));
    return findings.filter(({ id, rule, since }) => since !== null && !before.has(id) && isAsked(rule, asked));
  }
}
