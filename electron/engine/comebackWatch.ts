import { type Comeback, findComebacks } from '../../shared/process/cameBack.ts';
import { keyOf, type ProcessId, type ProcessKey } from '../../shared/process/identity.ts';
import type { Row } from '../../shared/process/row.ts';
import { withUnit } from './providers/withUnit.ts';

/** ms after the end of an action in which what comes back is taken for its answer: systemd waits 100 ms unless a unit says otherwise. */
const LOOK_FOR = 30_000;
/** Targets whose unit is read before they end. */
const MOST_WITH_UNIT = 100;
const MOST_APPEARED = 5_000;

interface Watch {
  /** The targets as they were. */
  readonly before: ReadonlyMap<ProcessKey, Row>;
  readonly ended: Map<ProcessKey, Row>;
  readonly appeared: Set<ProcessKey>;
  /** ms of the monotonic clock; null while the action is under way. */
  until: number | null;
}

/** Watches whether what an action ended comes back under a new pid. */
export class ComebackWatch {
  readonly #watches = new Map<string, Watch>();

  constructor(readonly onComeback: (requestId: string, found: readonly Comeback[]) => void) {}

  /** An action is about to begin. */
  expect(requestId: string, targets: readonly ProcessId[], rows: ReadonlyMap<ProcessKey, Row>): void {
    const before = new Map<ProcessKey, Row>();
    for (const id of targets) {
      const row = rows.get(keyOf(id));
      if (row !== undefined) before.set(row.key, before.size < MOST_WITH_UNIT ? withUnit(row) : row);
    }
    this.#watches.set(requestId, { before, ended: new Map(), appeared: new Set(), until: null });
  }

  /** Targets of an action have ended. */
  note(requestId: string, keys: readonly ProcessKey[]): void {
    const watch = this.#watches.get(requestId);
    for (const key of keys) {
      const row = watch?.before.get(key);
      if (row !== undefined) watch!.ended.set(key, row);
    }
  }

  /** An action is done. */
  finish(requestId: string): void {
    const watch = this.#watches.get(requestId);
    if (watch === undefined) return;
    if (watch.ended.size === 0) this.#watches.delete(requestId);
    else watch.until = performance.now() + LOOK_FOR;
  }

  /** The table has changed, and these came. */
  see(added: readonly ProcessKey[], rows: ReadonlyMap<ProcessKey, Row>): void {
    for (const [requestId, watch] of this.#watches) {
      if (watch.until !== null && performance.now() > watch.until) {
        this.#watches.delete(requestId);
        continue;
      }
      for (const key of added) if (watch.appeared.size < MOST_APPEARED) watch.appeared.add(key);
      if (watch.appeared.size === 0 || watch.ended.size === 0) continue;
      const names = new Set([...watch.ended.values()].map((row) => row.values.comm));
      // A command line that is still to be read may yet tell them apart.
      const candidates = [...watch.appeared]
        .flatMap((key) => rows.get(key) ?? [])
        .filter((row) => names.has(row.values.comm) && row.unknown?.['args'] !== 'not-read');
      const found = findComebacks([...watch.ended.values()], candidates.map(withUnit));
      for (const { ended, id } of found) {
        watch.ended.delete(keyOf(ended));
        watch.appeared.delete(keyOf(id));
      }
      if (found.length > 0) this.onComeback(requestId, found);
    }
  }
}
