import type { ProcHiding } from '../../../shared/system/surroundings.ts';
import { isOnBattery, readPowerSupplies } from './power.ts';
import { readProcHiding } from './procHiding.ts';

/** What the machine is like around the sampler. Changes seldom and may take milliseconds to read. */
export interface Surroundings {
  /** null where there is no battery, or nothing tells. */
  readonly isOnBattery: boolean | null;
  readonly hiding: ProcHiding | null;
}

export const UNREMARKABLE: Surroundings = { isOnBattery: null, hiding: null };

/** ms between two looks around. */
const LOOK_EVERY = 30_000;

/** Looks around now and then; answers what it saw when that is news, else null. */
export class Lookout {
  #seen = JSON.stringify(UNREMARKABLE);
  #lookedAt = Number.NEGATIVE_INFINITY;

  /** `now` in ms of a clock that is never set. */
  look(now: number, read: () => Surroundings = readSurroundings): Surroundings | null {
    if (now - this.#lookedAt < LOOK_EVERY) return null;
    this.#lookedAt = now;
    const surroundings = read();
    const seen = JSON.stringify(surroundings);
    if (seen === this.#seen) return null;
    this.#seen = seen;
    return surroundings;
  }
}

function readSurroundings(): Surroundings {
  return { isOnBattery: isOnBattery(readPowerSupplies()), hiding: readProcHiding() };
}
