import { userInfo } from 'node:os';
import type { Field, FieldValue, UnknownReason } from '../../../shared/fields/field.ts';
import { FIELDS } from '../../../shared/fields/registry.ts';
import type { ProcessId } from '../../../shared/process/identity.ts';
import type { Reading } from '../../../shared/process/row.ts';
import { UserNames } from './userNames.ts';
import { type ListedProcess, parseListed } from './portable/listedProcess.ts';
import { type PortableFacts, portableCell } from './portable/portableCell.ts';
import { offeredFields, type PortableColumn, portableColumns } from './portable/portableColumns.ts';
import { type Figures, ProcessFigures } from './portable/processFigures.ts';
import { ProcessLister } from './portable/processLister.ts';
import { isSameReading } from './portable/sameReading.ts';
import { StartTimes } from './portable/startTimes.ts';
import type { ProcessProvider, ProviderCapabilities, Sample } from './provider.ts';

export interface PortableProviderOptions {
  /** The system it runs on, as Node names it: it decides what ps-list can tell. */
  readonly platform: string;
  /** The field list whose portable sources are on offer. */
  readonly fields?: readonly Field[];
  /** ms that ps and pidusage may take. */
  readonly deadline?: number;
  /** For how many processes pidusage is asked at most: on Linux it holds one descriptor for each. */
  readonly figuresBudget?: number;
}

/** ms: ps reckons start times from the boot time, in whole seconds. */
const START_TOLERANCE = 1_000;
/** A process younger than this (ms) is not asked for figures: pidusage leaks a descriptor for one that ends while it is opened. */
const SETTLED_AFTER = 2_000;

/**
 * The provider for a system that has none of its own, on ps-list and pidusage. Start times are ms since the epoch, exact to the second;
 * `comm` is the executable's name where it can be read; a byte of text that is not ASCII reads `?`; `args` is one element, for ps joins the
 * arguments. What it cannot tell on this system is absent from its capabilities.
 */
export function createPortableProvider(options: PortableProviderOptions): ProcessProvider {
  return new PortableProvider(options);
}

class PortableProvider implements ProcessProvider {
  readonly capabilities: ProviderCapabilities;
  readonly #platform: string;
  readonly #lister: ProcessLister;
  readonly #figures: ProcessFigures;
  readonly #figuresBudget: number;
  readonly #starts = new StartTimes();
  readonly #nameUser = createUserNamer();
  #readings = new Map<number, Reading>();

  constructor({ platform, fields = FIELDS, deadline = 10_000, figuresBudget = 2_000 }: PortableProviderOptions) {
    this.#platform = platform;
    this.#lister = new ProcessLister(deadline);
    this.#figures = new ProcessFigures(deadline);
    this.#figuresBudget = figuresBudget;
    this.capabilities = { platform, provider: 'portable', fields: offeredFields(fields, platform), startTolerance: START_TOLERANCE };
  }

  /** Throws, in words, where ps-list fails or does not answer in time. Of pidusage's failures only the values suffer. */
  async sample(fields: readonly Field[]): Promise<Sample> {
    const columns = portableColumns(fields, this.#platform);
    const rows = await this.#lister.list();
    const clock = { takenAt: Date.now(), bootedAt: 0, msPerStartUnit: 1 };
    const monotonic = performance.now();
    const processes = this.#starts.settle(rows.map((row) => parseListed(row, this.#platform)));
    const needsFigures = columns.some(({ source }) => source.from === 'pidusage');
    const figuresOf = needsFigures ? await this.#readFigures(processes, clock.takenAt, monotonic) : (): UnknownReason => 'not-read';
    const readings = processes.map((listed) => {
      const reading = readingOf(columns, { listed, figures: figuresOf(listed), nameUser: (uid) => this.#nameUser(uid, monotonic) });
      const before = this.#readings.get(listed.pid);
      return before !== undefined && isSameReading(before, reading) ? before : reading;
    });
    this.#readings = new Map(readings.map((reading) => [reading.pid, reading]));
    return { clock, monotonic, readings, vanished: 0 };
  }

  async identify(pid: number): Promise<ProcessId | null> {
    const reading = await this.probe(pid);
    return reading === null ? null : { pid, startTime: reading.startTime, inode: null };
  }

  /** Lists all processes anew, for ps-list cannot be asked for one. The figures of pidusage are left unread. */
  async probe(pid: number): Promise<Reading | null> {
    const row = (await this.#lister.list()).find((candidate) => candidate.pid === pid);
    if (row === undefined) return null;
    const listed = { ...parseListed(row, this.#platform) };
    const columns = portableColumns(FIELDS, this.#platform);
    return readingOf(columns, {
      listed: { ...listed, startTime: this.#starts.startOf(listed) },
      figures: 'not-read',
      nameUser: (uid) => this.#nameUser(uid, performance.now()),
    });
  }

  /** pidusage lets go of its descriptors by itself, within 15 s of the last sample. */
  close(): void {
    this.#readings.clear();
  }

  async #readFigures(processes: readonly ListedProcess[], takenAt: number, monotonic: number): Promise<(listed: ListedProcess) => Figures | UnknownReason> {
    const isSettled = ({ startTime }: ListedProcess): boolean => startTime === null || takenAt - startTime >= SETTLED_AFTER;
    const asked = new Set(
      processes
        .filter(isSettled)
        .slice(0, this.#figuresBudget)
        .map(({ pid }) => pid),
    );
    const figures = await this.#figures.read([...asked], monotonic);
    return (listed) => figures.get(listed.pid) ?? (asked.has(listed.pid) ? 'failed' : isSettled(listed) ? 'not-read' : 'first-sample');
  }
}

function readingOf(columns: readonly PortableColumn[], facts: PortableFacts): Reading {
  const values: Record<string, FieldValue> = {};
  let unknown: Record<string, UnknownReason> | null = null;
  for (const column of columns) {
    const [value, reason] = portableCell(column, facts);
    values[column.id] = value;
    if (reason !== null) (unknown ??= {})[column.id] = reason;
  }
  return { pid: facts.listed.pid, startTime: facts.listed.startTime, values, unknown };
}

/** Names users from /etc/passwd; on macOS that has the system's own users alone, and this program's user is known besides. */
function createUserNamer(): (uid: number, now: number) => string {
  const names = new UserNames();
  const self = readSelf();
  return (uid, now) => (uid === self?.uid ? self.username : names.nameOf(uid, now));
}

/** null where this program's uid has no name, as in a container that runs as a bare number. */
function readSelf(): { readonly uid: number; readonly username: string } | null {
  try {
    return userInfo();
  } catch {
    return null;
  }
}
