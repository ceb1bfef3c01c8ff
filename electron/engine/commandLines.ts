import type { UnknownReason } from '../../shared/fields/field.ts';
import type { ProcessKey } from '../../shared/process/identity.ts';
import type { Row, RowChange, Unknowns } from '../../shared/process/row.ts';
import { splitArguments } from './providers/linux/bytesToText.ts';
import type { Reader, ReadResult } from './reader/reader.ts';

/** Bytes of a command line that a row holds; a process can make its own 2 GiB long (A17). */
const ROW_LIMIT = 4096;
/** Answers that come within this time make one delta. */
const GATHER_MS = 30;
/** A blocked command line is asked for again after this, when the reader has forgotten it. */
const RETRY_BLOCKED_MS = 30_500;

/** Row changes found by reading command lines, by row. */
export type FoundChanges = ReadonlyMap<ProcessKey, RowChange>;

/**
 * Fills in the command lines of rows whose provider left them unread, through the reader: once per identity, and again
 * when the name changes, for then another program runs there (A19).
 */
export class CommandLines {
  readonly #reading = new Set<ProcessKey>();
  readonly #again = new Set<ProcessKey>();
  #found = new Map<ProcessKey, RowChange>();
  #gather: NodeJS.Timeout | null = null;

  /** `current` finds a row of the table as it is now; `onFound` takes the changes. */
  constructor(
    readonly reader: Reader,
    readonly current: (key: ProcessKey) => Row | undefined,
    readonly onFound: (changes: FoundChanges) => void,
  ) {}

  /** Starts reading the row's command line; while one is under way a second order waits for it. */
  request(row: Row): void {
    if (this.#reading.has(row.key)) {
      this.#again.add(row.key);
      return;
    }
    this.#reading.add(row.key);
    void this.reader.read(row.id.pid, row.key, 'cmdline', ROW_LIMIT).then((result) => this.#take(row.key, result));
  }

  close(): void {
    if (this.#gather !== null) clearTimeout(this.#gather);
  }

  #take(key: ProcessKey, result: ReadResult): void {
    this.#reading.delete(key);
    const row = this.current(key);
    if (row === undefined) {
      this.#again.delete(key);
      return;
    }
    if (this.#again.delete(key)) this.request(row);
    const change = commandLineChange(row, result);
    if (change !== null) this.#found.set(key, change);
    if (result.kind === 'blocked') {
      setTimeout(() => {
        const blocked = this.current(key);
        if (blocked !== undefined) this.request(blocked);
      }, RETRY_BLOCKED_MS).unref();
    }
    this.#gather ??= setTimeout(() => this.#flush(), GATHER_MS);
  }

  #flush(): void {
    this.#gather = null;
    const found = this.#found;
    this.#found = new Map();
    if (found.size > 0) this.onFound(found);
  }
}

/** What a read changes of its row. A command line that was known stays when it cannot be read again. */
export function commandLineChange(row: Row, result: ReadResult): RowChange | null {
  if (result.kind === 'read') {
    return { values: { args: splitArguments(result.bytes) }, unknown: withReason(row.unknown, result.isCut ? 'cut' : null) };
  }
  if (result.kind === 'gone') return null;
  return { values: {}, unknown: withReason(row.unknown, result.kind) };
}

/** The reasons of a row with the one for its command line replaced. */
export function withReason(unknown: Unknowns | null, reason: UnknownReason | null): Unknowns | null {
  const { args: _, ...others } = { ...unknown };
  if (reason !== null) return { ...others, args: reason };
  return Object.keys(others).length === 0 ? null : others;
}
