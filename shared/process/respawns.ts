import type { ProcessKey } from './identity.ts';
import type { Row } from './row.ts';

/** A parent that was seen to start the same program again after it had ended. */
export interface Respawn {
  readonly parent: { readonly pid: number; readonly name: string };
  /** How often. */
  readonly times: number;
}

/** ms after the end of one in which another of the same name under the same parent is taken for its successor. */
const WITHIN = 10_000;
/** Once may be chance. */
const LEAST_TIMES = 2;
/** Ends that wait for a successor; of a machine where more end in the time, some are not counted. */
const MOST_ENDED = 5_000;

/**
 * Remembers which living parents start what again. Costs nothing while nothing comes and goes; memory is bounded by the living and by what
 * ended in the last seconds.
 */
export class Respawns {
  /** When the last of a name under a parent ended, by `ppid name`. */
  readonly #ended = new Map<string, number>();
  /** How often each name came back, by the parent's pid: forgotten when it ends. */
  readonly #times = new Map<number, Map<string, number>>();

  /** What came and went from one sample to the next, at `now` (ms of a monotonic clock). */
  see(added: readonly Row[], gone: readonly Row[], now: number): void {
    for (const { id, values } of gone) {
      this.#times.delete(id.pid);
      if (this.#ended.size < MOST_ENDED) this.#ended.set(nameUnder(values), now);
    }
    for (const { values } of added) {
      const name = nameUnder(values);
      if (now - (this.#ended.get(name) ?? Number.NEGATIVE_INFINITY) > WITHIN || values.ppid === null || values.comm === null) continue;
      this.#ended.delete(name);
      const times = this.#times.get(values.ppid) ?? new Map<string, number>();
      times.set(values.comm, (times.get(values.comm) ?? 0) + 1);
      this.#times.set(values.ppid, times);
    }
    for (const [name, at] of this.#ended) {
      // The oldest stand first.
      if (now - at <= WITHIN) break;
      this.#ended.delete(name);
    }
  }

  /** Who would start this process again, as far as it was seen; null: nobody. */
  of({ values: { ppid, comm } }: Row, rows: ReadonlyMap<ProcessKey, Row>): Respawn | null {
    const times = ppid === null || comm === null ? 0 : (this.#times.get(ppid)?.get(comm) ?? 0);
    if (times < LEAST_TIMES) return null;
    const parent = [...rows.values()].find(({ id }) => id.pid === ppid);
    return parent === undefined ? null : { parent: { pid: parent.id.pid, name: parent.values.comm ?? '' }, times };
  }
}

function nameUnder({ ppid, comm }: Row['values']): string {
  return `${ppid} ${comm}`;
}
