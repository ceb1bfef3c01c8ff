import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { Field, FieldValue, LinuxSource, UnknownReason } from '../../../../shared/fields/field.ts';
import { LAST_CAPABILITY } from '../../../../shared/process/capabilitySet.ts';
import { parseControlGroup } from '../../../../shared/process/controlGroup.ts';
import type { Reading } from '../../../../shared/process/row.ts';
import { isZombie } from '../../../../shared/process/stat.ts';
import { bytesToText } from './bytesToText.ts';
import type { ProcFiles } from './descriptors.ts';
import { convertStatus, parseStatus } from './readingPlan.ts';

/** Files of /proc/PID that never block and are too dear to be read for every row. */
export type DearFile = 'status' | 'oom_score' | 'loginuid' | 'fd' | 'cgroup';

type DearSource = Extract<LinuxSource, { from: DearFile }>;

export interface DearColumn {
  readonly id: string;
  readonly source: DearSource;
}

/** Values by field id, and why they are null. */
export interface DearFound {
  readonly values: Readonly<Record<string, FieldValue>>;
  readonly unknown: Readonly<Record<string, UnknownReason>>;
}

/** ms after which a file is read again; those that are absent here change at any time and are read with every sample. */
export const REREAD_AFTER: Readonly<Partial<Record<DearFile, number>>> = { cgroup: 5_000, loginuid: 5_000 };

/** (uid_t) -1: nobody has logged in (proc_pid_loginuid(5)). */
const NO_LOGIN = 4_294_967_295;

/** What the process has none of, having no memory or no files of its own. */
const NEEDS_PROGRAM: ReadonlySet<DearFile> = new Set(['oom_score', 'fd']);

/** The dear fields that the sampler's thread reads, by file. */
export function dearColumns(fields: readonly Field[]): ReadonlyMap<DearFile, readonly DearColumn[]> {
  const byFile = new Map<DearFile, DearColumn[]>();
  for (const field of fields) {
    if (field.isDear !== true || !('sources' in field) || field.sources.linux === null || !isDearSource(field.sources.linux)) continue;
    const source = field.sources.linux;
    byFile.set(source.from, [...(byFile.get(source.from) ?? []), { id: field.id, source }]);
  }
  return byFile;
}

function isDearSource(source: LinuxSource): source is DearSource {
  return ['status', 'oom_score', 'loginuid', 'fd', 'cgroup'].includes(source.from);
}

/** Reads the dear files of single processes. */
export class DearFiles {
  /** A process in 65,536 groups has a status of 700 kB; what lies behind the end of this is unknown. */
  readonly #buffer = Buffer.alloc(64 * 1024);
  readonly #lastCapability = readLastCapability();
  /** Since Linux 6.2 the size of /proc/PID/fd is the number of descriptors, and needs no rights; before it is 0. */
  readonly #tellsCount = statSync('/proc/self/fd', { throwIfNoEntry: false })?.size !== 0;

  constructor(readonly files: ProcFiles) {}

  /** The values that a file of the process tells, each null with its reason where it does not. */
  read(file: DearFile, columns: readonly DearColumn[], { pid, values }: Reading): DearFound {
    const state = { state: values['state'] as string | null, threads: values['threads'] as number | null };
    if (NEEDS_PROGRAM.has(file)) {
      if (values['isKernelThread'] === true) return foundNothing(columns, 'kernel-thread');
      if (isZombie(state)) return foundNothing(columns, 'zombie');
    }
    if (file === 'fd') return this.#countFiles(columns, pid);
    const length = this.files.readOnce(`/proc/${pid}/${file}`, this.#buffer);
    if (length <= 0) return foundNothing(columns, reasonOf(this.files.failure));
    return this.#parse(columns, file === 'cgroup' ? bytesToText(this.#buffer, 0, length) : this.#buffer.toString('latin1', 0, length));
  }

  #parse(columns: readonly DearColumn[], text: string): DearFound {
    const keys = columns.flatMap(({ source }) => (source.from === 'status' ? [source.key] : []));
    const status = keys.length === 0 ? null : parseStatus(text, keys);
    const values: Record<string, FieldValue> = {};
    const unknown: Record<string, UnknownReason> = {};
    for (const { id, source } of columns) {
      const value = convert(source, text, status, this.#lastCapability);
      // No capability, no login and no unit are facts, not gaps.
      if (value === null || value === '') unknown[id] = source.from === 'status' && value === null ? 'unsupported' : 'none';
      values[id] = value === '' ? null : value;
    }
    return { values, unknown };
  }

  #countFiles(columns: readonly DearColumn[], pid: number): DearFound {
    this.files.calls++;
    try {
      const count = this.#tellsCount ? statSync(`/proc/${pid}/fd`).size : readdirSync(`/proc/${pid}/fd`).length;
      return { values: Object.fromEntries(columns.map(({ id }) => [id, count])), unknown: {} };
    } catch (error) {
      return foundNothing(columns, reasonOf((error as NodeJS.ErrnoException).code ?? ''));
    }
  }
}

function convert(source: DearSource, text: string, status: ReadonlyMap<string, string> | null, lastCapability: number): FieldValue {
  switch (source.from) {
    case 'status':
      return convertStatus(status?.get(source.key), source.as, lastCapability);
    case 'cgroup':
      return parseControlGroup(text)?.[source.as] ?? null;
    case 'loginuid': {
      const uid = Number.parseInt(text, 10);
      return Number.isFinite(uid) && uid !== NO_LOGIN ? uid : null;
    }
    case 'oom_score': {
      const score = Number.parseInt(text, 10);
      return Number.isFinite(score) ? score : null;
    }
    case 'fd':
      return null;
    default:
      return source satisfies never;
  }
}

function foundNothing(columns: readonly DearColumn[], reason: UnknownReason): DearFound {
  return { values: Object.fromEntries(columns.map(({ id }) => [id, null])), unknown: Object.fromEntries(columns.map(({ id }) => [id, reason])) };
}

/** errno in the words of a cell. Of a process that is there a missing file is one that this kernel does not have. */
function reasonOf(code: string): UnknownReason {
  if (code === 'EACCES' || code === 'EPERM') return 'denied';
  return code === 'ENOENT' ? 'unsupported' : 'failed';
}

/** The newest capability that this kernel knows (capabilities(7)). */
function readLastCapability(): number {
  try {
    const last = Number.parseInt(readFileSync('/proc/sys/kernel/cap_last_cap', 'latin1'), 10);
    return Number.isFinite(last) ? last : LAST_CAPABILITY;
  } catch {
    return LAST_CAPABILITY;
  }
}
