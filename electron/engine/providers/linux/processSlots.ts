import type { Reading } from '../../../../shared/process/row.ts';
import type { LinuxProcess } from './linuxProcess.ts';

const FIRST_CAPACITY = 1024;

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
  /** Numbers of the samples in which it was last seen to have run, and last looked at. */
  ranAt = new Int32Array(FIRST_CAPACITY);
  lookedAt = new Int32Array(FIRST_CAPACITY);
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

  add(process: LinuxProcess, sample: number): void {
    if (this.count === this.pids.length) this.#grow();
    const slot = this.count++;
    this.pids[slot] = process.pid;
    this.ppids[slot] = 0;
    this.gates[slot] = NO_GATE;
    this.ranNs[slot] = Number.NaN;
    this.slices[slot] = Number.NaN;
    this.ranAt[slot] = sample;
    this.lookedAt[slot] = sample;
    this.processes[slot] = process;
    this.readings[slot] = null;
    this.#slotOf.set(process.pid, slot);
  }

  /** Takes a process out; the last one moves into its slot, so a loop that removes goes downwards. */
  remove(slot: number): void {
    this.#slotOf.delete(this.pids[slot]!);
    const last = --this.count;
    const moved = this.processes.pop()!;
    const reading = this.readings.pop()!;
    if (slot === last) return;
    for (const column of [this.pids, this.ppids, this.gates, this.ranNs, this.slices, this.ranAt, this.lookedAt]) column[slot] = column[last]!;
    this.processes[slot] = moved;
    this.readings[slot] = reading;
    this.#slotOf.set(moved.pid, slot);
  }

  #grow(): void {
    const capacity = this.pids.length * 2;
    const larger = <T extends Int32Array | Float64Array>(column: T, copy: T): T => {
      copy.set(column);
      return copy;
    };
    this.pids = larger(this.pids, new Int32Array(capacity));
    this.ppids = larger(this.ppids, new Int32Array(capacity));
    this.gates = larger(this.gates, new Int32Array(capacity));
    this.ranNs = larger(this.ranNs, new Float64Array(capacity));
    this.slices = larger(this.slices, new Float64Array(capacity));
    this.ranAt = larger(this.ranAt, new Int32Array(capacity));
    this.lookedAt = larger(this.lookedAt, new Int32Array(capacity));
  }
}
