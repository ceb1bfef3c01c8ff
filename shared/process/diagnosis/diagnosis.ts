import type { ProcessKey } from '../identity.ts';
import { type Delta, keysOf } from '../snapshot.ts';
import type { Row } from '../row.ts';
import { type Finding, SEVERITIES } from './finding.ts';
import { createForkStorm } from './forkStorm.ts';
import { Growth } from './growth.ts';
import { createGrowingMemory } from './growingMemory.ts';
import { leaderExited } from './leaderExited.ts';
import { createNearLimit } from './nearLimit.ts';
import { orphan } from './orphan.ts';
import { createRestartLoop } from './restartLoop.ts';
import { reusedParent } from './reusedParent.ts';
import type { LineageLook, Rule, Tracker, World } from './rule.ts';
import { runaway } from './runaway.ts';
import { stopped } from './stopped.ts';
import { stuck } from './stuck.ts';
import { traced } from './traced.ts';
import { zombie } from './zombie.ts';

/** Every rule, once. */
export const RULES: readonly Rule[] = [zombie, leaderExited, stuck, stopped, traced, runaway, orphan, reusedParent];
/** Makes every tracker, once. */
const TRACKERS: readonly (() => Tracker)[] = [createRestartLoop, createForkStorm, createGrowingMemory, createNearLimit];

interface Suspicion {
  /** ms since boot; null: it was so when we first looked. */
  readonly since: number | null;
  readonly token: string | null;
  /** Looks at which it was suspected. */
  readonly looks: number;
}

/**
 * Finds by rules, from the deltas of the table: a delta costs what changed in it, a look what is suspected. A finding shows when two looks
 * in a row have suspected it, and goes when none of two has. Time is counted from boot, for the clock of the day can be set (D11).
 */
export class Diagnosis {
  readonly #rules: readonly { readonly rule: Rule; readonly suspects: Map<ProcessKey, Suspicion> }[];
  readonly #trackers: readonly Tracker[];
  readonly #growth = new Growth();
  /** What the last look found, and what shows. */
  #found = new Map<string, Finding>();
  #shown = new Map<string, Finding>();
  #firstLook: number | null = null;
  #bootedAt = 0;
  #now = 0;

  constructor(fields: readonly string[]) {
    const isOffered = ({ needs }: { readonly needs: readonly string[] }): boolean => needs.every((id) => fields.includes(id));
    this.#rules = RULES.filter(isOffered).map((rule) => ({ rule, suspects: new Map() }));
    this.#trackers = TRACKERS.map((create) => create()).filter(isOffered);
  }

  /** Takes in a delta that `rows` and `lineage` have taken in already; `gone` are the rows that went with it. */
  take({ added, changed, clock }: Delta, gone: readonly Row[], rows: ReadonlyMap<ProcessKey, Row>, lineage: LineageLook): void {
    this.#bootedAt = clock.bootedAt;
    this.#now = clock.takenAt - clock.bootedAt;
    const isFirst = this.#firstLook === null;
    this.#firstLook ??= this.#now;
    const rowsOf = (keys: readonly ProcessKey[]): Row[] => keys.flatMap((key) => rows.get(key) ?? []);
    const change = { added: rowsOf(keysOf(added)), gone, changed: rowsOf(changed.keys), at: this.#now };
    for (const { suspects } of this.#rules) for (const { key } of gone) suspects.delete(key);
    const since = isFirst ? null : this.#now;
    for (const row of change.added) this.#suspect(row, since, lineage);
    for (const row of change.changed) this.#suspect(row, since, lineage);
    // The first table was not born in a moment.
    if (!isFirst) for (const tracker of this.#trackers) tracker.take(change);
    else for (const tracker of this.#trackers) tracker.take({ added: [], gone: [], changed: change.added, at: this.#now });
  }

  /** What shows after one more look. */
  look(world: Omit<World, 'growthOf'>): Finding[] {
    const now = this.#now;
    const toEpoch = (at: number): number => this.#bootedAt + at;
    this.#growth.begin(now);
    const whole: World = { ...world, growthOf: (id, count) => this.#growth.of(id, count) };
    const found = new Map<string, Finding>();
    const proven = new Set<string>();
    for (const { rule, suspects } of this.#rules) {
      const cases = [...suspects].flatMap(([key, suspicion]) => {
        const row = world.rows.get(key);
        if (row === undefined) return [];
        const { since, looks } = this.#lookAt(suspects, key, suspicion, rule.token?.(row, whole) ?? null);
        if (now - (since ?? this.#firstLook ?? now) < rule.after) return [];
        return [{ row, since: since === null ? null : toEpoch(since), isProven: looks > 1 }];
      });
      if (cases.length === 0) continue;
      const isProven = cases.some((one) => one.isProven);
      for (const finding of rule.find(cases, whole)) {
        found.set(finding.id, finding);
        if (isProven) proven.add(finding.id);
      }
    }
    for (const tracker of this.#trackers)
      for (const finding of tracker.find(whole, now, toEpoch)) {
        found.set(finding.id, finding);
        // What was gathered over time needs no second look.
        proven.add(finding.id);
      }
    const shown = new Map<string, Finding>();
    for (const [id, finding] of found) if (proven.has(id) || this.#found.has(id) || this.#shown.has(id)) shown.set(id, finding);
    for (const [id, finding] of this.#shown) if (!found.has(id) && this.#found.has(id)) shown.set(id, finding);
    this.#found = found;
    this.#shown = shown;
    return [...shown.values()].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || (a.id < b.id ? -1 : 1));
  }

  /** Counts the look; where the token is another one the suspicion begins now. */
  #lookAt(suspects: Map<ProcessKey, Suspicion>, key: ProcessKey, before: Suspicion, token: string | null): Suspicion {
    const isSame = before.looks === 0 || before.token === token;
    const after = { since: isSame ? before.since : this.#now, token, looks: isSame ? before.looks + 1 : 1 };
    suspects.set(key, after);
    return after;
  }

  #suspect(row: Row, since: number | null, lineage: LineageLook): void {
    for (const { rule, suspects } of this.#rules) {
      if (!rule.suspects(row, lineage)) suspects.delete(row.key);
      else if (!suspects.has(row.key)) suspects.set(row.key, { since, token: null, looks: 0 });
    }
  }
}
