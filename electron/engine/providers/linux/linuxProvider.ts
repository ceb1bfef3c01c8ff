import { uptime } from 'node:os';
import type { Clock, Field } from '../../../../shared/fields/field.ts';
import { FIELDS } from '../../../../shared/fields/registry.ts';
import { type Demand, NO_DEMAND } from '../../../../shared/process/demand.ts';
import type { ProcessId } from '../../../../shared/process/identity.ts';
import type { Reading } from '../../../../shared/process/row.ts';
import type { ProcessProvider, ProviderCapabilities, Sample } from '../provider.ts';
import { DearFacts, type ReadingTable } from './dearFacts.ts';
import { ProcFiles } from './descriptors.ts';
import { LinuxProcess } from './linuxProcess.ts';
import { LookRounds } from './lookRounds.ts';
import { ProcessReader } from './processReader.ts';
import { NO_GATE, ProcessSlots } from './processSlots.ts';
import { ReadingPlan } from './readingPlan.ts';
import { readSystemFacts, type SystemFacts } from './systemFacts.ts';
import { readTtyNames, type TtyNamer } from './ttyNames.ts';
import { UserNames } from '../userNames.ts';

/**
 * A pid that was asked for (clone3(2), set_tid) does not move the last one given out. So every so many samples the number of processes is
 * held against that of the last listing, and every so many /proc is listed whatever it says.
 */
const COUNT_EVERY = 10;
const LIST_EVERY = 60;
/** Looking for one pid costs as much as this many entries of a listing. */
const LOOKS_A_LISTING = 4;
/** A reading that took a set clock for a moment may be off by this much before boot time is reckoned anew. */
const CLOCK_STEP_MS = 1_000;

export interface LinuxProviderOptions {
  /** The field list whose Linux sources are on offer. */
  readonly fields?: readonly Field[];
  /** Most descriptors kept open between samples; see descriptors.ts for the default. */
  readonly descriptorBudget?: number;
  /** Another table than that of this machine. */
  readonly recorded?: RecordedProc;
}

/** What the provider knows of a system whose /proc was recorded. */
export interface RecordedProc {
  readonly files: ProcFiles;
  readonly system: SystemFacts;
  readonly nameTty: TtyNamer;
  readonly users: Pick<UserNames, 'nameOf'>;
}

/** Reads the process table of Linux from /proc: synchronously, into one buffer, never through a child process (design.md, "How it samples on Linux"). */
export function createLinuxProvider(options: LinuxProviderOptions = {}): LinuxProvider {
  return new LinuxProvider(options);
}

export class LinuxProvider implements ProcessProvider {
  readonly capabilities: ProviderCapabilities;
  readonly files: ProcFiles;
  readonly #system: SystemFacts;
  readonly #nameTty: TtyNamer;
  readonly #slots = new ProcessSlots();
  readonly #reader: ProcessReader;
  readonly #dear: DearFacts;
  readonly #hasGate: boolean;
  #fields: readonly Field[] | null = null;
  readonly #rounds = new LookRounds();
  /** Open files of the whole system, by their path. */
  readonly #kept = new Map<string, number>();
  #demand: Demand = NO_DEMAND;
  #lastPid = Number.NaN;
  /** What the last listing of /proc was begun with: the number of the sample, and of processes. */
  #listedAt = Number.NEGATIVE_INFINITY;
  #countAtListing = Number.NaN;
  #bootedAt = 0;
  #vanished = 0;
  /** Pids whose process ended since the last sample, reused ones too. */
  readonly #ended = new Set<number>();
  /** ms of the monotonic clock when the process that is looked at now was looked at before. */
  #lookedAt = Number.NaN;
  #changed: Reading[] = [];
  #gone: Reading[] = [];
  /** Of processes that were not looked at in the last sample: when they were before. */
  #lastLook = new Map<Reading, number>();

  constructor({ fields = FIELDS, descriptorBudget, recorded }: LinuxProviderOptions) {
    this.files = recorded?.files ?? new ProcFiles(descriptorBudget);
    this.#system = recorded?.system ?? readSystemFacts();
    this.#nameTty = recorded?.nameTty ?? readTtyNames();
    this.#reader = new ProcessReader(this.files, new ReadingPlan(fields, this.#system, this.#nameTty), recorded?.users ?? new UserNames());
    this.#dear = new DearFacts(this.files);
    const offered = fields.filter((field) => !('sources' in field) || field.sources.linux !== null);
    this.capabilities = { platform: 'linux', provider: 'linux', fields: offered.map((field) => field.id), startTolerance: 0 };
    this.#hasGate = this.#countsScheduling();
  }

  sample(fields: readonly Field[], demand: Demand = NO_DEMAND, isSeen = true): Sample {
    const monotonic = performance.now();
    const clock = this.#readClock();
    this.#rounds.begin(monotonic, isSeen, this.#slots.count);
    this.#beginTick(fields);
    this.#findNew();
    if (demand !== this.#demand) this.#slots.view(demand);
    this.#demand = demand;
    const slots = this.#slots;
    const { pids, gates, fullAt, ranAt, ranMs, isInView } = slots;
    const isShort = slots.count > this.files.budget;
    for (let slot = slots.count - 1; slot >= 0; slot--) {
      const look = this.#rounds.lookAt(pids[slot]!, fullAt[slot]!, ranAt[slot]!, ranMs[slot]!, isInView[slot] === 1);
      if (look === 'none') continue;
      if (look !== 'full' && gates[slot] !== NO_GATE) {
        this.#beginLook(slot);
        if (this.#isIdle(slot)) continue;
      } else {
        // Where descriptors are short a look opens and closes its file: who does not run waits for its round.
        if (isShort && look !== 'full' && isInView[slot] === 0 && ranAt[slot]! < this.#rounds.tick - 1) continue;
        this.#beginLook(slot);
        // Its gate was not asked since the last full look.
        if (gates[slot] !== NO_GATE && this.#rounds.isAsleep(ranMs[slot]!) && this.#rounds.isGateDue()) this.#isIdle(slot);
      }
      this.#refresh(slot, look === 'full');
    }
    if (this.#ended.size > 0) this.#adopt();
    this.#dear.fill(fields, demand, this.#table, monotonic);
    return {
      clock,
      monotonic,
      readings: slots.readings.slice() as Reading[],
      changes: { changed: this.#changed, gone: this.#gone, lastLook: this.#lastLook },
      vanished: this.#vanished,
    };
  }

  identify(pid: number): ProcessId | null {
    const reading = this.probe(pid);
    return reading === null ? null : { pid, startTime: reading.startTime, inode: null };
  }

  /** One process as it is now, read afresh. null where there is none. */
  probe(pid: number): Reading | null {
    return this.#reader.read(new LinuxProcess(pid), {
      isFull: true,
      isGated: false,
      isUngated: false,
      isOwnerDue: false,
      now: performance.now(),
    }) as Reading | null;
  }

  close(): void {
    for (let slot = this.#slots.count - 1; slot >= 0; slot--) this.#remove(slot);
    for (const descriptor of this.#kept.values()) this.files.release(descriptor);
    this.#kept.clear();
  }

  #beginTick(fields: readonly Field[]): void {
    this.#vanished = 0;
    this.#ended.clear();
    this.#changed = [];
    this.#gone = [];
    this.#lastLook = new Map();
    if (fields === this.#fields) return;
    this.#fields = fields;
    this.#reader.plan = new ReadingPlan(fields, this.#system, this.#nameTty);
    for (let slot = 0; slot < this.#slots.count; slot++) {
      this.#slots.processes[slot]!.forget();
      this.#slots.ranNs[slot] = Number.NaN;
    }
  }

  /** New processes show in the last pid given out (proc_loadavg(5), last field): unchanged means that there is none. */
  #findNew(): void {
    const length = this.#readKept('/proc/loadavg');
    const text = this.files.text(Math.max(0, length));
    const before = this.#lastPid;
    this.#lastPid = Number.parseInt(text.slice(text.lastIndexOf(' ') + 1), 10);
    const given = this.#lastPid - before;
    // Pids are given out in turn, so few new ones are looked for one by one. NaN, and a turn past the largest pid, list all.
    if (given >= 0 && given * LOOKS_A_LISTING < this.#slots.count && !this.#isListingDue()) {
      for (let pid = before + 1; pid <= this.#lastPid; pid++) if (this.#reader.isProcess(pid)) this.#add(pid);
      return;
    }
    this.#listedAt = this.#rounds.tick;
    this.#countAtListing = this.files.countProcesses();
    for (const name of this.files.list()) {
      const code = name.charCodeAt(0);
      if (code >= 0x31 && code <= 0x39) this.#add(Number(name));
    }
  }

  #isListingDue(): boolean {
    const since = this.#rounds.tick - this.#listedAt;
    return since >= LIST_EVERY || (since % COUNT_EVERY === 0 && this.files.countProcesses() !== this.#countAtListing);
  }

  #add(pid: number): void {
    if (!this.#slots.has(pid)) this.#slots.add(new LinuxProcess(pid), this.#rounds);
  }

  #beginLook(slot: number): void {
    const { lookedMs } = this.#slots;
    this.#lookedAt = lookedMs[slot]!;
    lookedMs[slot] = this.#rounds.now;
  }

  /** Whether the gate proves that the process did not run since the last look. Where it did, or ended, the slot says so. */
  #isIdle(slot: number): boolean {
    const { files } = this;
    const { ranNs, slices, gates } = this.#slots;
    const { buffer } = files;
    const length = files.read(gates[slot]!);
    let i = 0;
    let ran = 0;
    for (; i < length && buffer[i]! >= 0x30; i++) ran = ran * 10 + buffer[i]! - 0x30;
    for (i++; i < length && buffer[i]! >= 0x30; i++);
    let count = 0;
    for (i++; i < length && buffer[i]! >= 0x30; i++) count = count * 10 + buffer[i]! - 0x30;
    if (length > 0 && ran === ranNs[slot] && count === slices[slot]) return true;
    ranNs[slot] = ran;
    slices[slot] = count;
    this.#slots.noteRun(slot, this.#rounds);
    this.#slots.processes[slot]!.hasRun = true;
    return false;
  }

  /** Brings one process up to date, or takes it out when it has ended. */
  #refresh(slot: number, isFull: boolean): void {
    const known = this.#slots.processes[slot]!;
    if (known.isNew) {
      // The gate before the line: what runs between the two must show at the next sample.
      this.#openGate(slot);
      if (this.#read(slot, true)) this.#holdOpen(slot);
      else {
        this.#vanished++;
        this.#remove(slot);
      }
      return;
    }
    if (this.#read(slot, isFull)) return this.#holdOpen(slot);
    // The descriptors answer no more: the process has ended. Its pid may be another's already, which is then a new process.
    this.#ended.add(known.pid);
    this.#gone.push(this.#slots.readings[slot]!);
    this.#release(slot);
    known.forget();
    if (this.#read(slot, true)) this.#holdOpen(slot);
    else this.#remove(slot);
  }

  /** Reads a process and notes what changed; false where there is none. */
  #read(slot: number, isFull: boolean): boolean {
    const slots = this.#slots;
    const known = slots.processes[slot]!;
    const hasGate = slots.gates[slot] !== NO_GATE;
    const isUngated = slots.isUngated[slot] === 1;
    const isOwnerDue = isUngated && this.#rounds.isGateDue();
    const reading = this.#reader.read(known, { isFull, isGated: hasGate, isUngated, isOwnerDue, now: this.#rounds.now });
    if (reading === null) return false;
    slots.ppids[slot] = known.ppid;
    if (isFull) slots.fullAt[slot] = this.#rounds.tick;
    if (reading !== 'same') {
      // Where no gate was asked, a changed stat line tells.
      if (!hasGate || this.#rounds.isAsleep(slots.ranMs[slot]!)) slots.noteRun(slot, this.#rounds);
      if (this.#lookedAt < this.#rounds.last) this.#lastLook.set(reading, this.#lookedAt);
      slots.readings[slot] = reading;
      this.#changed.push(reading);
    }
    return true;
  }

  /** The table as dear facts are added to it. */
  readonly #table: ReadingTable = {
    find: (pid) => {
      const slot = this.#slots.slotOf(pid);
      return slot === null ? null : (this.#slots.readings[slot] ?? null);
    },
    replace: (before, after) => {
      this.#slots.readings[this.#slots.slotOf(after.pid)!] = after;
      const at = this.#changed.lastIndexOf(before);
      if (at < 0) this.#changed.push(after);
      else this.#changed[at] = after;
    },
  };

  /** The children of an exited process have another parent now, and did not run for it. */
  #adopt(): void {
    const { ppids } = this.#slots;
    for (let slot = this.#slots.count - 1; slot >= 0; slot--) {
      if (!this.#ended.has(ppids[slot]!)) continue;
      this.#beginLook(slot);
      this.#refresh(slot, false);
    }
  }

  /**
   * Holds the gate open for a process with one thread and stat for one with more. Both only while the budget has room for two a
   * process: then a full round costs one read instead of open, read and close. Without that room, who sleeps out of view needs stat alone:
   * its gate would be asked no oftener than that. Who got no gate because there was no room at all is looked at in the same way.
   */
  #holdOpen(slot: number): void {
    const { files } = this;
    const { gates, processes, isInView, ranMs } = this.#slots;
    const known = processes[slot]!;
    const hasRoomForTwo = this.#slots.count * 2 <= files.budget;
    const mayHaveGate = this.#hasGate && known.threads === 1;
    const isUngated = mayHaveGate && !hasRoomForTwo && isInView[slot] === 0 && this.#rounds.isAsleep(ranMs[slot]!);
    const wantsGate = mayHaveGate && !isUngated;
    if (!wantsGate && gates[slot] !== NO_GATE) this.#closeGate(slot);
    // Its first look comes after the stat line, so at the next sample it counts as moved.
    if (wantsGate && gates[slot] === NO_GATE) gates[slot] = files.keep(`${known.path}/schedstat`) ?? NO_GATE;
    this.#slots.isUngated[slot] = mayHaveGate && gates[slot] === NO_GATE ? 1 : 0;
    const wantsStat = !wantsGate || hasRoomForTwo;
    if (wantsStat && known.stat === null) known.stat = files.keep(`${known.path}/stat`);
    if (!wantsStat && known.stat !== null) {
      files.release(known.stat);
      known.stat = null;
    }
  }

  #openGate(slot: number): void {
    if (!this.#hasGate) return;
    this.#slots.gates[slot] = this.files.keep(`${this.#slots.processes[slot]!.path}/schedstat`) ?? NO_GATE;
    if (this.#slots.gates[slot] !== NO_GATE) this.#isIdle(slot);
  }

  #closeGate(slot: number): void {
    const { gates, ranNs } = this.#slots;
    this.files.release(gates[slot]!);
    gates[slot] = NO_GATE;
    ranNs[slot] = Number.NaN;
  }

  #release(slot: number): void {
    const known = this.#slots.processes[slot]!;
    if (this.#slots.gates[slot] !== NO_GATE) this.#closeGate(slot);
    if (known.stat !== null) this.files.release(known.stat);
    known.stat = null;
  }

  #remove(slot: number): void {
    this.#release(slot);
    this.#slots.remove(slot);
  }

  /** Reads a file of the whole system, through one descriptor as long as it can be held; its length, -1 where it cannot be read. */
  #readKept(path: string): number {
    let descriptor = this.#kept.get(path) ?? null;
    if (descriptor === null) {
      descriptor = this.files.keep(path);
      if (descriptor === null) return this.files.readOnce(path);
      this.#kept.set(path, descriptor);
    }
    return this.files.read(descriptor);
  }

  /** Some kernels do not count scheduling: all zeros, and the gate would never open. */
  #countsScheduling(): boolean {
    const length = this.files.readOnce('/proc/self/schedstat');
    return length > 0 && !this.files.text(length).startsWith('0 ');
  }

  /** start times count from boot on a clock that runs through sleep, as /proc/uptime does (both follow a time namespace). */
  #readClock(): Clock {
    const length = this.#readKept('/proc/uptime');
    const takenAt = Date.now();
    const told = Number.parseFloat(this.files.text(Math.max(0, length)));
    // A /proc mounted with subset=pid has no such file (D9); then the clock itself tells, in whole seconds.
    const bootedAt = takenAt - (Number.isFinite(told) ? told : uptime()) * 1000;
    if (Math.abs(bootedAt - this.#bootedAt) > CLOCK_STEP_MS) this.#bootedAt = bootedAt;
    return { takenAt, bootedAt: this.#bootedAt, msPerStartUnit: 1000 / this.#system.ticksPerSecond };
  }
}
