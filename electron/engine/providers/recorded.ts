import * as z from 'zod';
import { ProcFiles } from './linux/descriptors.ts';
import { createLinuxProvider } from './linux/linuxProvider.ts';
import { nameTty, parseTtyDrivers } from './linux/ttyNames.ts';
import type { ProcessProvider } from './provider.ts';

/** The first line of a recording: the system whose /proc it holds. */
const system = z.strictObject({ kernel: z.string(), ticksPerSecond: z.number(), pageSize: z.number(), ttyDrivers: z.string() });

const processFiles = z.strictObject({
  stat: z.string().optional(),
  statm: z.string().nullable().optional(),
  status: z.string().nullable().optional(),
  /** null where the kernel does not count scheduling. */
  schedstat: z.string().nullable().optional(),
  /** uid of the directory. */
  owner: z.number().optional(),
});

/** Every other line: a moment. Bytes are written as Latin-1. */
const moment = z.strictObject({
  situation: z.string(),
  loadavg: z.string(),
  uptime: z.string(),
  /** By pid: the files that are new or changed since the moment before; null for a process that has ended. */
  processes: z.record(z.string(), z.nullable(processFiles)),
  /** What ps printed then of the processes that stood still meanwhile. */
  ps: z.record(z.string(), z.array(z.string())),
});

type ProcessFiles = z.infer<typeof processFiles>;

export interface Recording {
  readonly system: z.infer<typeof system>;
  readonly moments: readonly z.infer<typeof moment>[];
}

/** Reads a recording as tests/fixtures/recordings/record.mjs writes it. Throws where a line is not of that shape. */
export function parseRecording(text: string): Recording {
  const [first, ...others] = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
  return { system: system.parse(first), moments: z.array(moment).check(z.minLength(1)).parse(others) };
}

/**
 * Replays a recording through the Linux provider: the first sample shows the first moment, each other one the next, and the last moment stays.
 * Everything but the bytes is what runs on a live machine, so a table that was seen once can be seen again anywhere.
 */
export function createRecordedProvider(recording: Recording): ProcessProvider {
  const { ticksPerSecond, pageSize, ttyDrivers } = recording.system;
  const drivers = parseTtyDrivers(ttyDrivers);
  const files = new RecordedFiles(recording.moments);
  const linux = createLinuxProvider({
    recorded: { files, system: { ticksPerSecond, pageSize }, nameTty: (device) => nameTty(device, drivers), users: { nameOf: String } },
  });
  let isFirst = true;
  return {
    capabilities: { ...linux.capabilities, provider: 'recorded' },
    sample: (fields, demand, isSeen) => {
      if (!isFirst) files.advance();
      isFirst = false;
      return linux.sample(fields, demand, isSeen);
    },
    identify: (pid) => linux.identify(pid),
    probe: (pid) => linux.probe(pid),
    close: () => linux.close(),
  };
}

/** A process as long as it lives: a descriptor stays its own when the pid is given to another. */
interface RecordedProcess {
  files: ProcessFiles;
  hasEnded: boolean;
}

/** /proc in memory. */
class RecordedFiles extends ProcFiles {
  readonly #processes = new Map<string, RecordedProcess>();
  readonly #opened = new Map<number, { readonly process: RecordedProcess; readonly name: keyof ProcessFiles }>();
  #moment = -1;
  #lastDescriptor = 0;

  constructor(readonly moments: Recording['moments']) {
    super(Number.MAX_SAFE_INTEGER);
    this.advance();
  }

  /** Goes on to the next moment. */
  advance(): void {
    const next = this.moments[this.#moment + 1];
    if (next === undefined) return;
    this.#moment++;
    for (const [pid, changed] of Object.entries(next.processes)) {
      const known = this.#processes.get(pid);
      if (changed !== null && known !== undefined && isSameStart(changed, known.files)) {
        known.files = { ...known.files, ...changed };
        continue;
      }
      if (known !== undefined) known.hasEnded = true;
      if (changed === null) this.#processes.delete(pid);
      else this.#processes.set(pid, { files: changed, hasEnded: false });
    }
  }

  override keep(path: string): number | null {
    this.calls++;
    const found = this.#find(path);
    if (found === null) return null;
    this.open++;
    this.#opened.set(++this.#lastDescriptor, found);
    return this.#lastDescriptor;
  }

  override release(descriptor: number): void {
    this.calls++;
    this.open--;
    this.#opened.delete(descriptor);
  }

  override read(descriptor: number, into = this.buffer): number {
    this.calls++;
    const { process, name } = this.#opened.get(descriptor)!;
    return process.hasEnded ? 0 : into.write(String(process.files[name]), 'latin1');
  }

  override readOnce(path: string, into = this.buffer): number {
    this.calls++;
    const { loadavg, uptime } = this.moments[this.#moment]!;
    if (path === '/proc/loadavg') return into.write(loadavg, 'latin1');
    if (path === '/proc/uptime') return into.write(uptime, 'latin1');
    const found = this.#find(path);
    return found === null ? -1 : into.write(String(found.process.files[found.name]), 'latin1');
  }

  /** Equal to nothing, so that each listing is a moment's. */
  override countProcesses(): number {
    return Number.NaN;
  }

  override list(): string[] {
    return [...this.#processes.keys()];
  }

  override readOwner(path: string): number | null {
    return this.#processes.get(path.split('/')[2] ?? '')?.files.owner ?? null;
  }

  /** The file of a process, where there is one. `self` is the first process: whether the kernel counts scheduling is asked of it. */
  #find(path: string): { process: RecordedProcess; name: keyof ProcessFiles } | null {
    const [, , pid = '', name = ''] = path.split('/');
    const process = pid === 'self' ? this.#processes.values().next().value : this.#processes.get(pid);
    if (process === undefined || typeof process.files[name as keyof ProcessFiles] !== 'string') return null;
    return { process, name: name as keyof ProcessFiles };
  }
}

/** Whether what changed is of the same process: start ticks are the twentieth word behind the name (proc_pid_stat(5), field 22). */
function isSameStart({ stat: changed }: ProcessFiles, { stat: known }: ProcessFiles): boolean {
  const startOf = (stat = ''): string | undefined => stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  return changed === undefined || startOf(changed) === startOf(known);
}
