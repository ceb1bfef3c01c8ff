import type { UnknownReason } from '../fields/field.ts';
import type { ProcessId } from './identity.ts';
import type { NotAuthorized, Refusal } from './killPlan.ts';
import type { SignalName } from './signals.ts';

/** What can be changed of a process beside sending it a signal. */
export const CHANGE_KINDS = ['nice', 'ioPriority', 'affinity', 'oomScoreAdjust'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** Classes of I/O priority, each at its number (include/uapi/linux/ioprio.h). 'none': as nice and policy say. */
export const IO_CLASSES = ['none', 'realtime', 'best-effort', 'idle'] as const;
export type IoClass = (typeof IO_CLASSES)[number];

export const LOWEST_NICE = -20;
export const HIGHEST_NICE = 19;
/** 0 is served first. */
export const LOWEST_IO_LEVEL = 7;
/** -1000: never ended for want of memory (proc_pid_oom_score_adj(5)). */
export const MOST_OOM_ADJUST = 1_000;
/** One more than the largest CPU number that any Linux is built for (NR_CPUS). */
export const MOST_CPUS = 8_192;

/** A setting and the value it is to have, or has. */
export type Change =
  | { readonly kind: 'nice'; readonly nice: number }
  /** `level` 0 to 7; classes none and idle have level 0 alone. */
  | { readonly kind: 'ioPriority'; readonly ioClass: IoClass; readonly level: number }
  /** Numbers of the CPUs that it may run on. */
  | { readonly kind: 'affinity'; readonly cpus: readonly number[] }
  | { readonly kind: 'oomScoreAdjust'; readonly adjust: number };

const isWholeWithin = (value: number, least: number, most: number): boolean => Number.isInteger(value) && value >= least && value <= most;

/** Whether the kernel knows such a value at all. */
export function isValidChange(change: Change): boolean {
  switch (change.kind) {
    case 'nice':
      return isWholeWithin(change.nice, LOWEST_NICE, HIGHEST_NICE);
    case 'ioPriority': {
      const hasLevels = change.ioClass === 'realtime' || change.ioClass === 'best-effort';
      return isWholeWithin(change.level, 0, hasLevels ? LOWEST_IO_LEVEL : 0);
    }
    case 'affinity':
      return change.cpus.length > 0 && change.cpus.every((cpu) => isWholeWithin(cpu, 0, MOST_CPUS - 1));
    case 'oomScoreAdjust':
      return isWholeWithin(change.adjust, -MOST_OOM_ADJUST, MOST_OOM_ADJUST);
    default:
      return change satisfies never;
  }
}

/** Whether two changes set the same to the same. */
export function isSameSetting(a: Change, b: Change): boolean {
  return formatSetting(a) === formatSetting(b);
}

/** A setting in one word, as the command line takes it: `5`, `best-effort:4`, `idle`, `0-3,7`, `-500`. */
export function formatSetting(setting: Change): string {
  switch (setting.kind) {
    case 'nice':
      return String(setting.nice);
    case 'ioPriority':
      return setting.ioClass === 'realtime' || setting.ioClass === 'best-effort' ? `${setting.ioClass}:${setting.level}` : setting.ioClass;
    case 'affinity':
      return formatCpuList(setting.cpus);
    case 'oomScoreAdjust':
      return String(setting.adjust);
    default:
      return setting satisfies never;
  }
}

/** Reads what formatSetting writes; null for anything else. */
export function parseSetting(kind: ChangeKind, text: string): Change | null {
  const change = readSetting(kind, text);
  return change !== null && isValidChange(change) ? change : null;
}

function readSetting(kind: ChangeKind, text: string): Change | null {
  const number = /^-?\d{1,5}$/.test(text) ? Number(text) : null;
  switch (kind) {
    case 'nice':
      return number === null ? null : { kind, nice: number };
    case 'oomScoreAdjust':
      return number === null ? null : { kind, adjust: number };
    case 'ioPriority': {
      const [name, level = '0', ...more] = text.split(':');
      const ioClass = IO_CLASSES.find((one) => one === name);
      return ioClass === undefined || more.length > 0 || !/^\d$/.test(level) ? null : { kind, ioClass, level: Number(level) };
    }
    case 'affinity': {
      const cpus = parseCpuList(text);
      return cpus === null ? null : { kind, cpus };
    }
    default:
      return kind satisfies never;
  }
}

/** CPU numbers in the kernel's list format: `0-3,7` (cpuset(7), "List format"). */
export function formatCpuList(cpus: readonly number[]): string {
  const sorted = [...new Set(cpus)].sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const cpu of sorted) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === cpu - 1) last[1] = cpu;
    else runs.push([cpu, cpu]);
  }
  return runs.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`)).join(',');
}

/** Reads the kernel's list format; null where it is none, or names a CPU that no Linux can have. */
export function parseCpuList(text: string): number[] | null {
  const cpus = new Set<number>();
  for (const part of text.trim().split(',')) {
    const match = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(part);
    if (match === null) return null;
    const [first, last] = [Number(match[1]), Number(match[2] ?? match[1])];
    if (last < first || last >= MOST_CPUS) return null;
    for (let cpu = first; cpu <= last; cpu++) cpus.add(cpu);
  }
  return [...cpus].sort((a, b) => a - b);
}

/** What a process has made of its signals, by name. */
export interface SignalSettings {
  readonly ignored: readonly SignalName[];
  readonly caught: readonly SignalName[];
  /** By the main thread. */
  readonly blocked: readonly SignalName[];
  /** Sent and not yet taken, to the process or its main thread. */
  readonly pending: readonly SignalName[];
}

/** The settings of a process as they are now; null where one is unknown, and `unknown` says why. */
export interface ProcessSettings {
  readonly nice: number | null;
  readonly ioPriority: { readonly ioClass: IoClass; readonly level: number } | null;
  readonly cpus: readonly number[] | null;
  readonly oomScoreAdjust: number | null;
  readonly signals: SignalSettings | null;
  /** Settings that differ between its threads: what is told is the main thread's. */
  readonly mixed: readonly ChangeKind[];
  readonly unknown: Readonly<Record<string, UnknownReason>>;
}

export type SettingsReading = { readonly kind: 'read'; readonly id: ProcessId; readonly settings: ProcessSettings } | { readonly kind: 'gone' | 'reused' };

/** What a change needs that this program lacks (capabilities(7)); 'owner': to be the user whose process it is. */
export const PRIVILEGES = ['owner', 'CAP_SYS_NICE', 'CAP_SYS_ADMIN', 'CAP_SYS_RESOURCE'] as const;
export type Privilege = (typeof PRIVILEGES)[number];

/** How changing one process ended. */
export type ChangeOutcome =
  /**
   * In all its threads; `to` is what the system then told, which may be less than what was asked for. `from` is what the main thread had: the
   * change that takes it back, unless the threads had different values (`wasMixed`).
   */
  | { readonly kind: 'changed'; readonly from: Change; readonly to: Change; readonly threads: number; readonly wasMixed: boolean }
  | { readonly kind: 'gone' }
  /** The pid is another process now. Nothing was changed. */
  | { readonly kind: 'reused' }
  /** It ended while it was changed; without a way to hold it, its pid may have been another process by then. */
  | { readonly kind: 'uncertain' }
  | { readonly kind: 'refused'; readonly reason: Refusal }
  | { readonly kind: 'lacks'; readonly privilege: Privilege; readonly owner: string | null }
  | { readonly kind: 'not-authorized'; readonly reason: NotAuthorized }
  | { readonly kind: 'failed'; readonly code: string };

/** How a change of one of several targets ended. */
export interface ChangedTarget {
  readonly id: ProcessId;
  readonly name: string;
  readonly outcome: ChangeOutcome;
}
