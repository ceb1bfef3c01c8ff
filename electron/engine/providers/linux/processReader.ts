import type { Reading } from '../../../../shared/process/row.ts';
import type { UserNames } from '../userNames.ts';
import type { ProcFiles } from './descriptors.ts';
import type { LinuxProcess } from './linuxProcess.ts';
import { parseStatus, PF_KTHREAD, type ReadingPlan, STAT, STATE_ZOMBIE } from './readingPlan.ts';
import { createStatLine, parseStat } from './statParser.ts';

/** How closely a process is looked at. */
export interface Look {
  /** The full round: owner and status may be due. */
  readonly isFull: boolean;
  /** Whether a gate vouches that it has not run unless `hasRun` says so. */
  readonly isGated: boolean;
  /** Whether it sleeps without a gate: that it ran shows in its stat line, that it has another owner in that of its directory. */
  readonly isUngated: boolean;
  /** Whether, of one that sleeps without a gate, the owner is asked now. */
  readonly isOwnerDue: boolean;
  /** ms of a monotonic clock. */
  readonly now: number;
}

/** Reads one process: stat, and behind it what has reason to have changed. */
export class ProcessReader {
  readonly #line = createStatLine();

  constructor(
    readonly files: ProcFiles,
    public plan: ReadingPlan,
    readonly users: Pick<UserNames, 'nameOf'>,
  ) {}

  /** A new reading, 'same' where nothing changed since the last, null where there is no such process. */
  read(known: LinuxProcess, look: Look): Reading | 'same' | null {
    const { files } = this;
    const line = this.#line;
    const length = known.stat === null ? files.readOnce(`${known.path}/stat`) : files.read(known.stat);
    if (length <= 0 || !parseStat(files.buffer, length, this.plan.lastStatField, line)) return null;
    known.ppid = line.fields[STAT.ppid]!;
    known.threads = line.fields[STAT.threads]!;
    known.isKernelThread = (line.fields[STAT.flags]! & PF_KTHREAD) !== 0;
    const comm = files.buffer.toString('latin1', line.commStart, line.commEnd);
    const isRenamed = comm !== known.comm;
    known.comm = comm;
    const isNew = known.isNew;
    known.isNew = false;
    const isChanged = this.#takeRaw(known) || isRenamed || isNew;
    const hasNewOwner = look.isOwnerDue && this.plan.needsOwner && files.readOwner(known.path) !== known.side.uid;
    if (look.isUngated && (isChanged || hasNewOwner)) known.hasRun = true;
    const hasNewSize = this.#readSize(known, isChanged, look);
    const hasNewSide = this.#readSide(known, isNew || isRenamed, look);
    return isChanged || hasNewSize || hasNewSide ? this.plan.build(line, files.buffer, known.side) : 'same';
  }

  /** Whether the pid is a process, not a thread: /proc/TID is there for every thread, with -1 for its exit signal (clone(2), CLONE_THREAD). */
  isProcess(pid: number): boolean {
    const path = `/proc/${pid}`;
    if (this.files.readOwner(path) === null) return false;
    const length = this.files.readOnce(`${path}/stat`);
    return length > 0 && parseStat(this.files.buffer, length, STAT.exitSignal, this.#line) && this.#line.fields[STAT.exitSignal] !== -1;
  }

  /** Keeps the raw values; true where one differs from before. */
  #takeRaw(known: LinuxProcess): boolean {
    const { compared } = this.plan;
    const { fields } = this.#line;
    let isChanged = false;
    if (known.raw.length !== compared.length) {
      known.raw = Array.from(compared, () => Number.NaN);
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
  #readSize(known: LinuxProcess, isChanged: boolean, look: Look): boolean {
    if (!this.plan.needsStatm || known.isKernelThread || this.#line.fields[STAT.state] === STATE_ZOMBIE) return false;
    if (!isChanged && !known.hasRun && !(look.isFull && !look.isGated && !look.isUngated)) return false;
    const length = this.files.readOnce(`${known.path}/statm`, this.files.sideBuffer);
    const residentPages = length > 0 ? Number.parseInt(this.files.sideBuffer.toString('latin1', 0, length).split(' ')[1] ?? '', 10) : null;
    if (residentPages === known.side.residentPages) return false;
    known.side = { ...known.side, residentPages };
    return true;
  }

  /**
   * Reads owner and status at first, after exec, and in the full round of a process that has run since: setuid and mlock are calls of
   * its own. True where they changed.
   */
  #readSide(known: LinuxProcess, isFirst: boolean, look: Look): boolean {
    if (!isFirst && !(look.isFull && (known.hasRun || !(look.isGated || look.isUngated)))) return false;
    known.hasRun = false;
    const { uid, user, status } = known.side;
    const side = { ...known.side };
    if (this.plan.needsOwner) {
      side.uid = this.files.readOwner(known.path);
      side.user = side.uid === null ? null : this.users.nameOf(side.uid, look.now);
    }
    const { statusKeys } = this.plan;
    if (statusKeys.length > 0 && !known.isKernelThread) {
      const length = this.files.readOnce(`${known.path}/status`, this.files.sideBuffer);
      side.status = length > 0 ? parseStatus(this.files.sideBuffer.toString('latin1', 0, length), statusKeys) : null;
    }
    known.side = side;
    const hasNewStatus = side.status === null || status === null ? side.status !== status : statusKeys.some((key) => side.status!.get(key) !== status.get(key));
    return hasNewStatus || side.uid !== uid || side.user !== user;
  }
}
