// oxlint-disable-next-line typescript/triple-slash-reference -- the tests' compiler project finds the declaration by this alone
/// <reference path="../pidusage.d.ts" />
import pidusage from 'pidusage';
import { withDeadline } from './withDeadline.ts';

/** What pidusage tells of a process. */
export interface Figures {
  /** Resident set, bytes. */
  readonly memory: number;
  /** CPU time, ms. */
  readonly ctime: number;
}

const PIDS_PER_CALL = 500;
/** ms after which pidusage lets go of the descriptor of a process that it was not asked for again; it looks every half of it. */
const MAX_AGE = 10_000;
/** A pid that failed is left alone until pidusage has surely let go of it: a descriptor of its dead predecessor never answers, and asking keeps it. */
const QUARANTINE = MAX_AGE * 2;

/**
 * Reads figures with pidusage so that its traps stay shut: one call at a time, bounded calls, never `clear()` (it forgets descriptors
 * without closing them), never a small `maxage`, no pid again that has just failed.
 */
export class ProcessFigures {
  /** Until when a pid is left alone, in ms of the monotonic clock. */
  readonly #quarantined = new Map<number, number>();
  #running: Promise<unknown> | null = null;

  /** `deadline` in ms for a call. */
  constructor(readonly deadline: number) {}

  /** Figures by pid; a pid that cannot be read is absent. Ask only for processes seen alive just now. `now`: ms of the monotonic clock. */
  async read(pids: readonly number[], now: number): Promise<Map<number, Figures>> {
    const found = new Map<number, Figures>();
    if (this.#running !== null) return found;
    for (const [pid, until] of this.#quarantined) if (until <= now) this.#quarantined.delete(pid);
    const asked = pids.filter((pid) => !this.#quarantined.has(pid));
    for (let start = 0; start < asked.length; start += PIDS_PER_CALL) {
      const some = asked.slice(start, start + PIDS_PER_CALL);
      const answer = await this.#ask(some);
      for (const pid of some) {
        const stat = answer?.[pid];
        if (stat !== null && stat !== undefined && Number.isFinite(stat.memory) && Number.isFinite(stat.ctime))
          found.set(pid, { memory: stat.memory, ctime: stat.ctime });
        else this.#quarantined.set(pid, now + QUARANTINE);
      }
      if (this.#running !== null) break;
    }
    return found;
  }

  /** null where the call as a whole failed or is late; a late one holds the next ones back until it ends. */
  async #ask(pids: readonly number[]): Promise<Awaited<ReturnType<typeof pidusage>> | null> {
    const call = pidusage([...pids], { maxage: MAX_AGE });
    this.#running = call.then(
      () => (this.#running = null),
      () => (this.#running = null),
    );
    try {
      const answer = await withDeadline(call, this.deadline, 'pidusage');
      this.#running = null;
      return answer;
    } catch {
      // Which pid and why is not told: their values are unknown, as 'failed'.
      return null;
    }
  }
}
