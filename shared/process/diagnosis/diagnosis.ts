import type { ProcessKey } from '../identity.ts';
import { type Delta, keysOf } from '../snapshot.ts';
import type { Row } from '../row.ts';
import { type Finding, SEVERITIES } from './finding.ts';
import { leaderExited } from './leaderExited.ts';
import type { Rule, World } from './rule.ts';
import { runaway } from './runaway.ts';
import { stopped } from './stopped.ts';
import { stuck } from './stuck.ts';
import { traced } from './traced.ts';
import { zombie } from './zombie.ts';

/** Every rule, once. */
export const RULES: readonly Rule[] = [zombie, leaderExited, stuck, stopped, traced, runaway];

/**
 * Finds by rules, from the deltas of the table: a delta costs what changed in it, a look what is suspected. A finding shows when two looks
 * in a row have found it, and goes when none of two has.
 */
export class Diagnosis {
  readonly #rules: readonly { readonly rule: Rule; readonly suspects: Map<ProcessKey, number | null> }[];
  /** What the last look found, and what shows. */
  #found = new Map<string, Finding>();
  #shown = new Map<string, Finding>();
  #isFirst = true;

  constructor(fields: readonly string[]) {
    this.#rules = RULES.filter((rule) => rule.needs.every((id) => fields.includes(id))).map((rule) => ({ rule, suspects: new Map() }));
  }

  /** Takes in a delta that `rows` has taken in already. */
  take({ gone, added, changed, clock }: Delta, rows: ReadonlyMap<ProcessKey, Row>): void {
    for (const { suspects } of this.#rules) for (const key of gone) suspects.delete(key);
    const since = this.#isFirst ? null : clock.takenAt;
    for (const key of keysOf(added)) this.#suspect(rows.get(key), since);
    for (const [key] of changed) this.#suspect(rows.get(key), since);
    this.#isFirst = false;
  }

  /** What shows after one more look; `firstLook` and `now` are ms since the epoch. */
  look(world: World, now: number, firstLook: number): Finding[] {
    const found = new Map<string, Finding>();
    for (const { rule, suspects } of this.#rules) {
      const cases = [...suspects].flatMap(([key, since]) => {
        const row = world.rows.get(key);
        return row === undefined || now - (since ?? firstLook) < rule.after ? [] : [{ row, since }];
      });
      if (cases.length > 0) for (const finding of rule.find(cases, world)) found.set(finding.id, finding);
    }
    const shown = new Map<string, Finding>();
    for (const [id, finding] of found) if (this.#found.has(id) || this.#shown.has(id)) shown.set(id, finding);
    for (const [id, finding] of this.#shown) if (!found.has(id) && this.#found.has(id)) shown.set(id, finding);
    this.#found = found;
    this.#shown = shown;
    return [...shown.values()].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || (a.id < b.id ? -1 : 1));
  }

  #suspect(row: Row | undefined, since: number | null): void {
    if (row === undefined) return;
    for (const { rule, suspects } of this.#rules) {
      if (!rule.suspects(row)) suspects.delete(row.key);
      else if (!suspects.has(row.key)) suspects.set(row.key, since);
    }
  }
}
