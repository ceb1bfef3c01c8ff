import type { HistorySeries } from '../process/history.ts';
import type { Text } from '../words/text.ts';

/** What a cell may hold. null is "unknown" or "there is none"; `Row.unknown` says which and why. */
export type FieldValue = string | number | boolean | readonly string[] | null;

/** What a value is counted in. Every source is converted to it once, at the edge. */
export type Unit = 'bytes' | 'bytesPerSecond' | 'ms' | 'percent' | 'epochMs' | 'ticks';

/**
 * Why a value is not known, or (cut) not known whole. The words for it stand in the dictionaries. 'none': it was read, and there is none;
 * only dear fields say so, for of them an absent reason means that they were not read.
 */
export const UNKNOWN_REASONS = ['unsupported', 'denied', 'first-sample', 'zombie', 'kernel-thread', 'blocked', 'not-read', 'cut', 'failed', 'none'] as const;
export type UnknownReason = (typeof UNKNOWN_REASONS)[number];

/** The moment of a sample, and how start times translate to it. */
export interface Clock {
  /** ms since the epoch. */
  readonly takenAt: number;
  /** ms since the epoch at which startTime 0 lies: boot time on Linux, 0 elsewhere. */
  readonly bootedAt: number;
  /** ms in one unit of startTime: 10 on Linux with 100 ticks a second, 1 elsewhere. */
  readonly msPerStartUnit: number;
  /** Values that the whole tree is needed for; absent where there is no tree at hand. */
  readonly aggregates?: Aggregates;
}

/** What a process is with its descendants. */
export interface Aggregates {
  /** The value of an aggregate field for a row; null where it is unknown. */
  valueOf(aggregate: Aggregate, row: FieldValues): number | null;
}

/** How a field follows from the tree: 'sum' of another field over the process and its descendants, or the number of its 'children'. */
export interface Aggregate {
  readonly of: string;
  readonly how: 'sum' | 'children';
}

/** A row as a field sees it: values by field id. */
export interface FieldValues {
  readonly [field: string]: FieldValue | undefined;
}

/** Where Linux tells a fact. Numbers of `stat` are those of proc_pid_stat(5). */
export type LinuxSource =
  | {
      readonly from: 'stat';
      readonly field: number;
      readonly as?: 'number' | 'text' | 'pages' | 'ticks' | 'tty' | 'group' | 'flag' | 'addressSpace' | 'policy' | 'rtPriority';
      readonly mask?: number;
      readonly plus?: number;
    }
  | { readonly from: 'statm'; readonly field: 'resident' }
  | { readonly from: 'owner'; readonly as: 'uid' | 'user' }
  | { readonly from: 'status'; readonly key: string; readonly as: 'kibibytes' | 'number' | 'text' | 'capabilities' }
  | { readonly from: 'oom_score' | 'loginuid' | 'fd' }
  | { readonly from: 'cgroup'; readonly as: 'path' | 'unit' | 'container' }
  | BlockingSource;

/** Files of /proc/PID that can block for as long as the process likes: only the killable reader reads them. Of smaps_rollup in KiB, of io in bytes. */
export type BlockingSource = { readonly from: 'cmdline' | 'wchan' } | { readonly from: 'smaps_rollup' | 'io'; readonly key: string };

/** Where ps-list and pidusage tell a fact. */
export type PortableSource =
  | { readonly from: 'ps-list'; readonly key: 'pid' | 'ppid' | 'name' | 'cmd' | 'uid' | 'startTime' | 'defunct' }
  | { readonly from: 'pidusage'; readonly key: 'memory' | 'ctime' };

/** Per system: where the fact comes from, or null where that system has no source for it. */
export interface Sources {
  readonly linux: LinuxSource | null;
  readonly portable: PortableSource | null;
}

interface FieldBase<Id extends string> {
  readonly id: Id;
  /** What a query may call it beside its id; in small letters. */
  readonly shortName?: string;
  readonly unit: Unit | null;
  readonly header: Text;
  readonly help: Text;
  /** Initial width of its column in px at the default density. */
  readonly width: number;
  /** Whether numbers of this field are names (a pid), which are neither summed nor grouped by thousands. */
  readonly isName?: boolean;
  /** Whether its bytes are told in powers of 1,000 (kB, MB), not of 1,024 (KiB, MiB): the user's choice, made by the view. */
  readonly isDecimal?: boolean;
  /** Whether the first click sorts the largest first. */
  readonly largestFirst?: boolean;
  /** Whether it is dear: it is read only while some view shows it, and only for the rows in view. */
  readonly isDear?: boolean;
  /** Drawn over the last minute; its value is the present one. The view asks for what was, of the rows in view. */
  readonly trend?: HistorySeries;
}

/** Read from the system. */
interface Sourced {
  readonly sources: Sources;
}
/** Counted per second from another field: percent of one CPU where the counter is ms of CPU time. */
interface Rated {
  readonly rateOf: string;
}
/** Computed from other fields, never sent. */
interface Derived<T> {
  readonly derive: { readonly needs: readonly string[]; value(row: FieldValues, clock: Clock): T | null };
}
/** Computed over the tree, never sent. */
interface Aggregated {
  readonly aggregate: Aggregate;
}
type Origin<T> = Sourced | Rated | Derived<T> | Aggregated;

type Kind<K extends string, T> = { readonly kind: K; readonly format?: (value: T) => string } & Origin<T>;

/** A column: its name, unit, help, origin and format. One file each; `registry.ts` lists them. */
export type Field<Id extends string = string> = FieldBase<Id> &
  (Kind<'number', number> | Kind<'text', string> | Kind<'list', readonly string[]> | Kind<'flag', boolean>);

/** Declares a field, keeping its id as a literal type. */
export function defineField<const F extends Field>(field: F): F {
  return field;
}

export type ValueOf<F extends Field> = F['kind'] extends 'number'
  ? number
  : F['kind'] extends 'text'
    ? string
    : F['kind'] extends 'flag'
      ? boolean
      : readonly string[];

/** The value of a field in a row: looked up, derived, or taken from the tree. undefined counts as unknown. */
export function valueOf(field: Field, row: FieldValues, clock: Clock): FieldValue {
  if ('derive' in field) return field.derive.value(row, clock);
  if ('aggregate' in field) return clock.aggregates?.valueOf(field.aggregate, row) ?? null;
  return row[field.id] ?? null;
}
