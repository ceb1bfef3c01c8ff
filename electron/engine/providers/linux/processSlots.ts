import type { Demand } from '../../../../shared/process/demand.ts';
import type { Reading } from '../../../../shared/process/row.ts';
import type { LinuxProcess } from './linuxProcess.ts';

const FIRST_CAPACITY = 1024;

/** A sample: its number, and ms of the monotonic clock. */
export interface Moment {
  readonly tick: number;
  readonly now: number;
}

/** No gate is open. */
export const NO_GATE = -1;

/**
 * What the loop over all processes goes by, in dense arrays: an idle process costs it one system call and no object.
 * (Once a second all memory is cold; following a pointer a process costs as much as the system call.)
 */
export class ProcessSlots {
  count = 0;
  pids = new Int32Array(FIRST_CAPACITY);
  ppids = new Int32Array(FIRST_CAPACITY);
  /** Open /proc/PID/schedstat of a process with one thread: unchanged means that it has not run. NO_GATE where there is none. */
  gates = new Int32Array(FIRST_CAPACITY);
  /** The gate's last words: ns on a CPU, and time slices. NaN until it was read. */
  ranNs = new Float64Array(FIRST_CAPACITY);
  slices = new Float64Array(FIRST_CAPACITY);
  /** Numbers of the samples in which it was last read whole, and last seen to have run. */
  fullAt = new Int32Array(FIRST_CAPACITY);
  ranAt = new Int32Array(FIRST_CAPACITY);
  /** ms of the monotonic clock: when it was last seen to have run, and last looked at. */
  ranMs = new Float64Array(FIRST_CAPACITY);
  lookedMs = new Float64Array(FIRST_CAPACITY);
  /** 1: some view shows it. */
  isInView = new Uint8Array(FIRST_CAPACITY);
  /** 1: it sleeps out of view and has no gate: there is no room for one. Its stat line alone is read, in its full round. */
  isUngated = new Uint8Array(FIRST_CAPACITY);
  readonly processes: LinuxProcess[] = [];
  /** The last reading of each; null until there is one. */
  readonly readings: (Reading | null)[] = [];
  readonly #slotOf = new Map<number, number>();

  has(pid: number): boolean {
    return this.#slotOf.has(pid);
  }

  /** The slot of a pid; null where it is not in the table. */
  slotOf(pid: number): number | null {
    return this.#slotOf.get(pid) ?? null;
  }

  add(process: LinuxProcess, sample: Moment): void {
    if (this.count === this.pids.length) this.#grow();
    const slot = this.count++;
    this.pids[slot] = process.pid;
    this.ppids[slot] = 0;
    this.gates[slot] = NO_GATE;
    this.ranNs[slot] = Number.NaN;
    this.slices[slot] = Number.NaN;
    this.fullAt[slot] = sample.tick;
    this.noteRun(slot, sample);
    this.lookedMs[slot] = sample.now;
    this.isInView[slot] = 0;
    this.isUngated[slot] = 0;
    this.processes[slot] = process;
    this.readings[slot] = null;
    this.#slotOf.set(process.pid, slot);
  }

  noteRun(slot: number, { tick, now }: Moment): void {
    this.ranAt[slot] = tick;
    this.ranMs[slot] = now;
  }

  /** Notes which processes are in view. */
  view(demand: Demand): void {
    this.isInView.fill(0);
    for (const key of demand.keys()) {
      const slot = this.#slotOf.get(Number.parseInt(key, 10));
      if (slot !== undefined) this.isInView[slot] = 1;
    }
  }

  /** Takes a process out; the last one moves into its slot, so a loop that removes goes downwards. */
  remove(slot: number): void {
    this.#slotOf.delete(this.pids[slot]!);
    const last = --this.count;
    const moved = this.processes.pop()!;
    const reading = this.readings.pop()!;
    if (slot === last) return;
    for (const column of this.#columns()) column[slot] = column[last]!;
    this.processes[slot] = moved;
    this.readings[slot] = reading;
    this.#slotOf.set(moved.pid, slot);
  }

  #columns(): readonly (Int32Array | Float64Array | Uint8Array)[] {
    return [this.pids, this.ppids, this.gates, this.ranNs, this.slices, this.fullAt, this.ranAt, this.ranMs, this.lookedMs, this.isInView, this.isUngated];
  }

  #grow(): void {
    const capacity = this.pids.length * 2;
    const larger = <T extends Int32Array | Float64Array | Uint8Array>(column: T, copy: T): T => {
      copy.set(column);
      return copy;
    };
    this.pids = larger(this.pids, new Int32Array(capacity));
    this.ppids = larger(this.ppids, new Int32Array(capacity));
    this.gates = larger(this.gates, new Int32Array(capacity));
    this.ranNs = larger(this.ranNs, new Float64Array(capacity));
    this.slices = larger(this.slices, new Float64Array(capacity));
    this.fullAt = larger(this.fullAt, new Int32Array(capacity));
    this.ranAt = larger(this.ranAt, new Int32Array(capacity));
    this.ranMs = larger(this.ranMs, new Float64Array(capacity));
    this.lookedMs = larger(this.lookedMs, new Float64Array(capacity));
    this.isInView = larger(this.isInView, new Uint8Array(capacity));
    this.isUngated = larger(this.isUngated, new Uint8Array(capacity));
  }
}
