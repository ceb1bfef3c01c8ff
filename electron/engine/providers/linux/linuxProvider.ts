import { readdirSync, statSync } from 'node:fs';
import type { Clock, Field } from '../../../../shared/fields/field.ts';
import { FIELDS } from '../../../../shared/fields/registry.ts';
import type { ProcessId } from '../../../../shared/process/identity.ts';
import type { Reading } from '../../../../shared/process/row.ts';
import type { ProcessProvider, ProviderCapabilities, Sample } from '../provider.ts';
import { ProcFiles } from './descriptors.ts';
import { LinuxProcess, NOTHING_READ } from './linuxProcess.ts';
import { parseStatus, PF_KTHREAD, ReadingPlan, STAT, STATE_ZOMBIE } from './readingPlan.ts';
import { createStatLine, parseStat } from './statParser.ts';
import { readSystemFacts } from './systemFacts.ts';
import { readTtyNames } from './ttyNames.ts';
import { UserNames } from '../userNames.ts';

/** Every row is read anew within this time, whatever its gate says: nice, group, RSS change from outside too. */
const FULL_ROUND_MS = 5_000;
/** /proc is listed at least every so many samples, even when no pid was given out since. */
const LIST_EVERY = 10;
/** A reading that took a set clock for a moment may be off by this much before boot time is reckoned anew. */
const CLOCK_STEP_MS = 1_000;

export interface LinuxProviderOptions {
  /** The field list whose Linux sources are on offer. */
  readonly fields?: readonly Field[];
  /** Most descriptors kept open between samples; see descriptors.ts for the default. */
  readonly descriptorBudget?: number;
}

/** Reads the process table of Linux from /proc: synchronously, into one buffer, never through a child process (design.md, "How it samples on Linux"). */
export function createLinuxProvider(options: LinuxProviderOptions = {}): LinuxProvider {
  return new LinuxProvider(options);
}

export class LinuxProvider implements ProcessProvider {
  readonly capabilities: ProviderCapabilities;
  readonly files: ProcFiles;
  readonly #system = readSystemFacts();
  readonly #nameTty = readTtyNames();
  readonly #users = new UserNames();
  readonly #processes = new Map<number, LinuxProcess>();
  readonly #line = createStatLine();
  readonly #hasGate: boolean;
  #plan: ReadingPlan;
  #fields: readonly Field[] | null = null;
  #tick = 0;
  #period = 5;
  #lastPid = '';
  #lastMonotonic = Number.NaN;
  #bootedAt = 0;
  #vanished = 0;
  /** Pids whose process ended since the last sample, reused ones too. */
  readonly #ended = new Set<number>();

  constructor({ fields = FIELDS, descriptorBudget }: LinuxProviderOptions) {
    this.files = new ProcFiles(descriptorBudget);
    this.#plan = new ReadingPlan(fields, this.#system, this.#nameTty);
    const offered = fields.filter((field) => !('sources' in field) || field.sources.linux !== null);
    this.capabilities = { platform: 'linux', provider: 'linux', fields: offered.map((field) => field.id), startTolerance: 0 };
    this.#hasGate = this.#countsScheduling();
  }

  sample(fields: readonly Field[]): Sample {
    const monotonic = performance.now();
    const clock = this.#readClock();
    this.#beginTick(fields, monotonic);
    this.#vanished = 0;
    if (this.#mustList()) this.#list();
    const readings: Reading[] = [];
    const dead: number[] = [];
    this.#ended.clear();
    for (const known of this.#processes.values()) {
      if (this.#refresh(known, monotonic)) this.#holdOpen(known);
      else dead.push(known.pid);
    }
    for (const pid of dead) this.#forget(pid);
    for (const known of this.#processes.values()) {
      // The children of an exited process have another parent now, and did not run for it.
      if (this.#ended.has(known.ppid)) this.#readStat(known, monotonic);
      if (known.reading !== null) readings.push(known.reading);
    }
    return { clock, monotonic, readings, vanished: this.#vanished };
  }

  identify(pid: number): ProcessId | null {
    const reading = this.probe(pid);
    return reading === null ? null : { pid, startTime: reading.startTime, inode: null };
  }

  /** One process as it is now, read afresh. null where there is none. */
  probe(pid: number): Reading | null {
    const process = new LinuxProcess(pid);
    return this.#readStat(process, performance.now()) ? process.reading : null;
  }

  close(): void {
    for (const pid of [...this.#processes.keys()]) this.#forget(pid);
  }

  #beginTick(fields: readonly Field[], monotonic: number): void {
    this.#tick++;
    if (fields !== this.#fields) {
      this.#fields = fields;
      this.#plan = new ReadingPlan(fields, this.#system, this.#nameTty);
      for (const known of this.#processes.values()) this.#drop(known);
    }
    const interval = monotonic - this.#lastMonotonic;
    this.#lastMonotonic = monotonic;
    if (interval > 0) this.#period = Math.max(1, Math.floor(FULL_ROUND_MS / interval));
  }

  /** Makes the next refresh read the process whole. */
  #drop(known: LinuxProcess): void {
    known.reading = null;
    known.ranNs = Number.NaN;
    known.raw = new Float64Array(0);
    known.side = NOTHING_READ;
    known.hasRun = true;
  }

  /** New processes show in the last pid given out (proc_loadavg(5), last field): unchanged means that there is none. */
  #mustList(): boolean {
    const length = this.files.readOnce('/proc/loadavg');
    const text = this.files.text(Math.max(0, length));
    const lastPid = text.slice(text.lastIndexOf(' ') + 1);
    const isSame = lastPid !== '' && lastPid === this.#lastPid;
    this.#lastPid = lastPid;
    return !isSame || this.#tick % LIST_EVERY === 1;
  }

  #list(): void {
    for (const name of readdirSync('/proc')) {
      const code = name.charCodeAt(0);
      if (code < 0x31 || code > 0x39) continue;
      const pid = Number(name);
      if (!this.#processes.has(pid)) this.#processes.set(pid, new LinuxProcess(pid));
    }
  }

  /** Brings one process up to date; false when it has ended. */
  #refresh(known: LinuxProcess, now: number): boolean {
    if (known.reading === null) return this.#firstReading(known, now);
    const isDue = this.#isFullRound(known);
    if (!isDue && isGated(known)) {
      const hasRun = this.#passedGate(known);
      if (hasRun === null) return this.#reopened(known, now);
      if (!hasRun) return true;
      known.hasRun = true;
    }
    return this.#readStat(known, now) || this.#reopened(known, now);
  }

  #firstReading(known: LinuxProcess, now: number): boolean {
    // The gate before the line: what runs between the two must show at the next sample.
    this.#openGate(known);
    if (this.#readStat(known, now)) return true;
    this.#vanished++;
    this.#release(known);
    return false;
  }

  /** The descriptors answer no more: the process has ended. Its pid may be another's already, which is then a new process. */
  #reopened(known: LinuxProcess, now: number): boolean {
    this.#ended.add(known.pid);
    this.#release(known);
    this.#drop(known);
    return this.#readStat(known, now);
  }

  /** Whether the process ran since the gate was last read; null when it has ended. */
  #passedGate(known: LinuxProcess): boolean | null {
    const length = this.files.read(known.gate!);
    if (length === 0) return null;
    const { buffer } = this.files;
    let ran = 0;
    let i = 0;
    for (; i < length && buffer[i]! >= 0x30; i++) ran = ran * 10 + buffer[i]! - 0x30;
    for (i++; i < length && buffer[i]! >= 0x30; i++);
    let slices = 0;
    for (i++; i < length && buffer[i]! >= 0x30; i++) slices = slices * 10 + buffer[i]! - 0x30;
    const hasRun = ran !== known.ranNs || slices !== known.slices;
    known.ranNs = ran;
    known.slices = slices;
    return hasRun;
  }

  /** Reads stat, and the owner and status where they are due; makes a new reading where something changed. False when there is no such process. */
  #readStat(known: LinuxProcess, now: number): boolean {
    const { files } = this;
    const length = known.stat === null ? files.readOnce(`${known.path}/stat`) : files.read(known.stat);
    if (length <= 0 || !parseStat(files.buffer, length, this.#plan.lastStatField, this.#line)) return false;
    const line = this.#line;
    known.ppid = line.fields[STAT.ppid]!;
    known.threads = line.fields[STAT.threads]!;
    known.isKernelThread = (line.fields[STAT.flags]! & PF_KTHREAD) !== 0;
    const isChanged = this.#takeRaw(known);
    const isNew = known.reading === null;
    const comm = files.buffer.toString('latin1', line.commStart, line.commEnd);
    const isRenamed = comm !== known.comm;
    known.comm = comm;
    const hasNewSize = this.#readSize(known, isNew || isChanged);
    const hasNewSide = this.#readSide(known, isNew || isRenamed, now);
    if (isNew || isChanged || isRenamed || hasNewSize || hasNewSide) known.reading = this.#plan.build(line, files.buffer, known.side);
    return true;
  }

  /** Keeps the raw values; true where one differs from before. */
  #takeRaw(known: LinuxProcess): boolean {
    const { compared } = this.#plan;
    const { fields } = this.#line;
    let isChanged = false;
    if (known.raw.length !== compared.length) {
      known.raw = new Float64Array(compared.length);
      isChanged = true;
    }
    for (let i = 0; i < compared.length; i++) {
      const value = fields[compared[i]!]!;
      if (known.raw[i] !== value) {
        known.raw[i] = value;
        isChanged = true;
      }
    }
    return isChanged;
  }

  /** Reads the accurate resident size where it may have moved; true where it has. */
  #readSize(known: LinuxProcess, isChanged: boolean): boolean {
    if (!this.#plan.needsStatm || known.isKernelThread || this.#line.fields[STAT.state] === STATE_ZOMBIE) return false;
    if (!isChanged && !known.hasRun && !(this.#isFullRound(known) && !isGated(known))) return false;
    const length = this.files.readOnce(`${known.path}/statm`, this.files.sideBuffer);
    const residentPages = length > 0 ? Number.parseInt(this.files.sideBuffer.toString('latin1', 0, length).split(' ')[1] ?? '', 10) : null;
    if (residentPages === known.side.residentPages) return false;
    known.side = { ...known.side, residentPages };
    return true;
  }

  #isFullRound(known: LinuxProcess): boolean {
    return this.#tick % this.#period === known.pid % this.#period;
  }

  /**
   * Reads owner and status at first, after exec, and in the full round of a process that has run since: setuid and mlock are calls of
   * its own. True where they changed.
   */
  #readSide(known: LinuxProcess, isFirst: boolean, now: number): boolean {
    if (!isFirst && !(this.#isFullRound(known) && (known.hasRun || !isGated(known)))) return false;
    known.hasRun = false;
    const { uid, user, status } = known.side;
    const side = { ...known.side };
    if (this.#plan.needsOwner) {
      this.files.calls++;
      side.uid = statSync(known.path, { throwIfNoEntry: false })?.uid ?? null;
      side.user = side.uid === null ? null : this.#users.nameOf(side.uid, now);
    }
    const { statusKeys } = this.#plan;
    if (statusKeys.length > 0 && !known.isKernelThread) {
      const length = this.files.readOnce(`${known.path}/status`, this.files.sideBuffer);
      side.status = length > 0 ? parseStatus(this.files.sideBuffer.toString('latin1', 0, length), statusKeys) : null;
    }
    known.side = side;
    const hasNewStatus = side.status === null || status === null ? side.status !== status : statusKeys.some((key) => side.status!.get(key) !== status.get(key));
    return hasNewStatus || side.uid !== uid || side.user !== user;
  }

  /**
   * Holds the gate open for a process with one thread and stat for one with more. Both only while the budget has room for two a
   * process: then a full round costs one read instead of open, read and close.
   */
  #holdOpen(known: LinuxProcess): void {
    const { files } = this;
    const wantsGate = this.#hasGate && known.threads === 1;
    const hasRoomForTwo = this.#processes.size * 2 <= files.budget;
    if (!wantsGate && known.gate !== null) {
      files.release(known.gate);
      known.gate = null;
    }
    // Its first look comes after the stat line, so at the next sample it counts as moved.
    if (wantsGate && known.gate === null) known.gate = files.keep(`${known.path}/schedstat`);
    const wantsStat = !wantsGate || hasRoomForTwo;
    if (wantsStat && known.stat === null) known.stat = files.keep(`${known.path}/stat`);
    if (!wantsStat && known.stat !== null) {
      files.release(known.stat);
      known.stat = null;
    }
  }

  #openGate(known: LinuxProcess): void {
    if (!this.#hasGate) return;
    known.gate = this.files.keep(`${known.path}/schedstat`);
    if (known.gate !== null) this.#passedGate(known);
  }

  #release(known: LinuxProcess): void {
    if (known.gate !== null) this.files.release(known.gate);
    if (known.stat !== null) this.files.release(known.stat);
    known.gate = null;
    known.stat = null;
  }

  #forget(pid: number): void {
    const known = this.#processes.get(pid);
    if (known === undefined) return;
    this.#release(known);
    this.#processes.delete(pid);
  }

  /** Some kernels do not count scheduling: all zeros, and the gate would never open. */
  #countsScheduling(): boolean {
    const length = this.files.readOnce('/proc/self/schedstat');
    return length > 0 && !this.files.text(length).startsWith('0 ');
  }

  /** start times count from boot on a clock that runs through sleep, as /proc/uptime does (both follow a time namespace). */
  #readClock(): Clock {
    const length = this.files.readOnce('/proc/uptime');
    const takenAt = Date.now();
    const uptime = Number.parseFloat(this.files.text(Math.max(0, length)));
    if (Number.isFinite(uptime)) {
      const bootedAt = takenAt - uptime * 1000;
      if (Math.abs(bootedAt - this.#bootedAt) > CLOCK_STEP_MS) this.#bootedAt = bootedAt;
    }
    return { takenAt, bootedAt: this.#bootedAt, msPerStartUnit: 1000 / this.#system.ticksPerSecond };
  }
}

/** Whether an unchanged gate proves that the process has not run. */
function isGated(known: LinuxProcess): boolean {
  return known.gate !== null && known.threads === 1;
}
