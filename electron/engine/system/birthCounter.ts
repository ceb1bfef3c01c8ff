import { changedValues } from '../../../shared/process/changeBlock.ts';
import type { ProcessKey } from '../../../shared/process/identity.ts';
import { type Delta, keysOf } from '../../../shared/process/snapshot.ts';

/** Counts the processes and threads that samples saw being born. */
export class BirthCounter {
  /** Those with more than one thread. */
  readonly #threads = new Map<ProcessKey, number>();

  /** Births between the sample before and this one: new processes with all their threads, and threads that others have more than before. */
  count(delta: Delta): number {
    let births = 0;
    const threads = delta.added.columns['threads'] ?? [];
    keysOf(delta.added).forEach((key, index) => {
      births += this.#grown(key, 0, threads[index]);
    });
    for (const [key, { threads: now }] of changedValues(delta.changed, ['threads'])) births += this.#grown(key, this.#threads.get(key) ?? 1, now);
    for (const key of delta.gone) this.#threads.delete(key);
    return births;
  }

  /** A zombie, and a process of which no number is known, counts as one. */
  #grown(key: ProcessKey, before: number, threads: unknown): number {
    const now = typeof threads === 'number' && threads > 1 ? threads : 1;
    if (now > 1) this.#threads.set(key, now);
    else this.#threads.delete(key);
    return Math.max(0, now - before);
  }
}
