import type { BlockingSource, Field, FieldValue, LinuxSource, UnknownReason } from '../../../../shared/fields/field.ts';
import { formatCapabilities } from '../../../../shared/process/capabilitySet.ts';
import { blankValues, type Reading } from '../../../../shared/process/row.ts';
import { formatPolicy } from '../../../../shared/process/schedulingPolicy.ts';
import { bytesToText } from './bytesToText.ts';
import type { StatLine } from './statParser.ts';
import type { SystemFacts } from './systemFacts.ts';
import type { TtyNamer } from './ttyNames.ts';

/** Numbers of fields of proc_pid_stat(5) that the provider itself goes by. */
export const STAT = { pid: 1, comm: 2, state: 3, ppid: 4, flags: 9, threads: 20, startTime: 22, rss: 24, exitSignal: 38 } as const;

/** PF_KTHREAD (include/linux/sched.h): a thread of the kernel. An empty command line proves nothing. */
export const PF_KTHREAD = 0x0020_0000;

/** The letter Z. */
export const STATE_ZOMBIE = 0x5a;

type StatSource = Extract<LinuxSource, { from: 'stat' }>;
/** What every reading tells; dear fields are read apart, for rows in view (dearFacts.ts), or by the killable reader. */
type CheapSource = Exclude<LinuxSource, { from: 'oom_score' | 'loginuid' | 'fd' | 'cgroup' } | BlockingSource> | { readonly from: 'cmdline' };

/** What is known of a process beside its stat line; each null until it was read. */
export interface SideFacts {
  readonly uid: number | null;
  readonly user: string | null;
  /** Pages in RAM, the second word of /proc/PID/statm. */
  readonly residentPages: number | null;
  /** Values of /proc/PID/status by key; null where they could not be read. */
  readonly status: ReadonlyMap<string, string> | null;
}

interface Column {
  readonly id: string;
  readonly source: CheapSource;
}

/**
 * Turns the fields asked for into what must be read and how a reading is built of it. Made once per set of fields,
 * so that the loop over processes knows no field.
 */
export class ReadingPlan {
  /** Stat fields whose change makes a new reading, ascending. */
  readonly compared: readonly number[];
  readonly lastStatField: number;
  readonly needsOwner: boolean;
  readonly needsStatm: boolean;
  readonly statusKeys: readonly string[];
  readonly #columns: readonly Column[];
  readonly #blank: Readonly<Record<string, FieldValue>>;

  constructor(
    fields: readonly Field[],
    readonly system: SystemFacts,
    readonly nameTty: TtyNamer,
  ) {
    this.#columns = fields.flatMap((field) => {
      if (!('sources' in field) || field.sources.linux === null || field.isDear === true) return [];
      return [{ id: field.id, source: field.sources.linux as CheapSource }];
    });
    this.#blank = blankValues(this.#columns.map(({ id }) => id));
    const stat = this.#columns.flatMap(({ source }) => (source.from === 'stat' ? [source] : []));
    const numbers = new Set<number>([STAT.ppid, STAT.threads, STAT.startTime]);
    for (const source of stat) {
      if (source.field !== STAT.comm) numbers.add(source.field);
      if (source.plus !== undefined) numbers.add(source.plus);
      if (source.as === 'pages' || source.as === 'addressSpace') numbers.add(STAT.state);
    }
    // Inaccurate, but it tells that the accurate number has moved.
    if (this.#columns.some(({ source }) => source.from === 'statm')) numbers.add(STAT.rss);
    // Of the flags only the masked bits are shown; most others change by themselves.
    if (stat.every((source) => source.field !== STAT.flags || source.as === 'flag')) numbers.delete(STAT.flags);
    this.compared = [...numbers].sort((a, b) => a - b);
    this.lastStatField = Math.max(STAT.startTime, ...numbers);
    this.needsOwner = this.#columns.some(({ source }) => source.from === 'owner');
    this.needsStatm = this.#columns.some(({ source }) => source.from === 'statm');
    this.statusKeys = this.#columns.flatMap(({ source }) => (source.from === 'status' ? [source.key] : []));
  }

  /** Builds a reading of one parsed line and what else is known. */
  build(line: StatLine, bytes: Uint8Array, side: SideFacts): Reading {
    const { fields } = line;
    const values: Record<string, FieldValue> = { ...this.#blank };
    let unknown: Record<string, UnknownReason> | null = null;
    const noMemory: UnknownReason | null = (fields[STAT.flags]! & PF_KTHREAD) !== 0 ? 'kernel-thread' : fields[STAT.state] === STATE_ZOMBIE ? 'zombie' : null;
    for (const { id, source } of this.#columns) {
      let value: FieldValue = null;
      let reason: UnknownReason | null = null;
      switch (source.from) {
        case 'stat':
          if (noMemory !== null && (source.as === 'pages' || source.as === 'addressSpace')) reason = noMemory;
          else value = this.#convert(source, line, bytes);
          break;
        case 'statm':
          if (noMemory !== null) reason = noMemory;
          else if (side.residentPages === null) reason = 'denied';
          else value = side.residentPages * this.system.pageSize;
          break;
        case 'owner':
          value = source.as === 'uid' ? side.uid : side.user;
          if (value === null) reason = 'denied';
          break;
        case 'status':
          if (noMemory !== null) reason = noMemory;
          else if (side.status === null) reason = 'denied';
          else value = convertStatus(side.status.get(source.key), source.as);
          break;
        case 'cmdline':
          reason = noMemory ?? 'not-read';
          break;
        default:
          source satisfies never;
      }
      values[id] = value;
      if (reason !== null) (unknown ??= {})[id] = reason;
    }
    return { pid: fields[STAT.pid]!, startTime: fields[STAT.startTime]!, values, unknown };
  }

  #convert(source: StatSource, line: StatLine, bytes: Uint8Array): FieldValue {
    const { fields } = line;
    const raw = fields[source.field]! + (source.plus === undefined ? 0 : fields[source.plus]!);
    switch (source.as) {
      case 'text':
        return source.field === STAT.comm ? bytesToText(bytes, line.commStart, line.commEnd) : String.fromCharCode(raw);
      case 'pages':
        return raw * this.system.pageSize;
      case 'ticks':
        return (raw * 1000) / this.system.ticksPerSecond;
      case 'tty':
        return this.nameTty(raw);
      case 'group':
        return raw === -1 ? null : raw;
      case 'flag':
        return (raw & source.mask!) !== 0;
      case 'policy':
        return formatPolicy(raw);
      case 'rtPriority':
        return raw === 0 ? null : raw;
      default:
        return raw;
    }
  }
}

/** A value of /proc/PID/status in the field's unit; null where the kernel has no such line. */
export function convertStatus(text: string | undefined, as: Extract<LinuxSource, { from: 'status' }>['as'], lastCapability?: number): FieldValue {
  if (text === undefined) return null;
  if (as === 'text') return text;
  if (as === 'capabilities') return formatCapabilities(text, lastCapability);
  const number = Number.parseInt(text, 10);
  if (!Number.isFinite(number)) return null;
  return as === 'kibibytes' ? number * 1024 : number;
}

/** The values of the given keys of /proc/PID/status. Name is the first line and escaped by the kernel, so later lines cannot be forged. */
export function parseStatus(text: string, keys: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const key of keys) {
    const at = text.indexOf(`\n${key}:`);
    if (at < 0) continue;
    const start = at + key.length + 2;
    const end = text.indexOf('\n', start);
    found.set(key, text.slice(start, end < 0 ? undefined : end).trim());
  }
  return found;
}
