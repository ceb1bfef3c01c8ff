import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { setImmediate as breathe } from 'node:timers/promises';
import type { UnknownReason } from '../../../../../shared/fields/field.ts';
import { keyOf, type ProcessId, type ProcessKey } from '../../../../../shared/process/identity.ts';
import { MOST_THREADS, sortThreads, type Thread, type ThreadList, type ThreadOrder } from '../../../../../shared/process/threads.ts';
import { parseWchan } from '../../../blocking/blockingRules.ts';
import type { Reader } from '../../../reader/reader.ts';
import { bytesToText } from '../bytesToText.ts';
import { createStatLine, parseStat } from '../statParser.ts';
import { readSystemFacts } from '../systemFacts.ts';
import { attempt, readStat } from './procFile.ts';

/** Threads that are read before others get their turn on this thread of ours: about 3 ms. */
const AT_A_TIME = 200;
/** Threads that are read at all: 20,000 take 0.3 s in small steps. */
const MOST_READ = 20_000;
/** ms: CPU time is told in steps of 10 ms, so percents of a shorter time say nothing and the last ones stay. */
const LEAST_INTERVAL = 800;
/** ms after which a process that nobody asks for is forgotten, and how many are kept. */
const FORGET_AFTER = 30_000;
const MOST_KEPT = 4;

interface Kept {
  at: number;
  times: Map<number, number>;
  percents: Map<number, number>;
}

/** Reads threads of single processes, and keeps what is needed to tell what share of a core each takes. */
export class ThreadReader {
  readonly #kept = new Map<ProcessKey, Kept>();
  readonly #line = createStatLine();
  readonly #buffer = Buffer.alloc(4_096);
  readonly #msPerTick = 1000 / readSystemFacts().ticksPerSecond;

  constructor(readonly reader: Reader) {}

  /** All its threads, of which the first MOST_THREADS in order are told; what those of `waitsOf` wait in goes through the reader. */
  async read(target: ProcessId, order: ThreadOrder, waitsOf: readonly number[]): Promise<ThreadList> {
    const listed = attempt(() => readdirSync(`/proc/${target.pid}/task`));
    if (readStat(target) === null) return { kind: 'gone' };
    if ('reason' in listed) return listed.reason === 'gone' ? { kind: 'gone' } : { kind: 'unknown', reason: listed.reason };
    const threads: Thread[] = [];
    for (const [index, name] of listed.value.slice(0, MOST_READ).entries()) {
      if (index > 0 && index % AT_A_TIME === 0) await breathe();
      const thread = this.#readThread(target.pid, Number(name));
      if (thread !== null) threads.push(thread);
    }
    if (readStat(target) === null) return { kind: 'gone' };
    const told = sortThreads(this.#withPercents(keyOf(target), threads), order).slice(0, MOST_THREADS);
    return { kind: 'read', total: listed.value.length, threads: await this.#withWaits(target, told, waitsOf) };
  }

  /** Forgets all. */
  clear(): void {
    this.#kept.clear();
  }

  #readThread(pid: number, tid: number): Thread | null {
    const length = this.#readInto(`/proc/${pid}/task/${tid}/stat`);
    if (length <= 0 || !parseStat(this.#buffer, length, 39, this.#line)) return null;
    const { fields, commStart, commEnd } = this.#line;
    return {
      tid,
      name: bytesToText(this.#buffer, commStart, commEnd),
      state: String.fromCharCode(fields[3]!),
      cpuPercent: null,
      cpuTime: (fields[14]! + fields[15]!) * this.#msPerTick,
      nice: fields[19]!,
      processor: fields[39]!,
      wchan: null,
      wchanUnknown: 'not-read',
    };
  }

  /** -1 where the thread has ended. */
  #readInto(path: string): number {
    try {
      const descriptor = openSync(path, 'r');
      try {
        return readSync(descriptor, this.#buffer, 0, this.#buffer.length, 0);
      } finally {
        closeSync(descriptor);
      }
    } catch {
      return -1;
    }
  }

  #withPercents(key: ProcessKey, threads: readonly Thread[]): Thread[] {
    const now = performance.now();
    for (const [other, { at }] of this.#kept) if (now - at > FORGET_AFTER) this.#kept.delete(other);
    const before = this.#kept.get(key);
    const elapsed = before === undefined ? 0 : now - before.at;
    if (before === undefined || elapsed >= LEAST_INTERVAL) {
      const percents = new Map<number, number>();
      for (const { tid, cpuTime } of threads) {
        const past = before?.times.get(tid);
        if (past !== undefined) percents.set(tid, Math.max(0, ((cpuTime - past) / elapsed) * 100));
      }
      this.#kept.delete(key);
      this.#kept.set(key, { at: now, times: new Map(threads.map(({ tid, cpuTime }) => [tid, cpuTime])), percents });
      const [oldest] = this.#kept.keys();
      if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
    }
    const { percents } = this.#kept.get(key)!;
    return threads.map((thread) => ({ ...thread, cpuPercent: percents.get(thread.tid) ?? null }));
  }

  async #withWaits({ pid, startTime }: ProcessId, threads: readonly Thread[], waitsOf: readonly number[]): Promise<Thread[]> {
    const wanted = new Set(waitsOf);
    const waits = new Map<number, Pick<Thread, 'wchan' | 'wchanUnknown'>>();
    await Promise.all(
      threads.map(async ({ tid }) => {
        // /proc/TID is there for every thread, though /proc does not list it (proc(5)).
        if (wanted.has(tid)) waits.set(tid, await this.#readWait(tid, keyOf({ pid, startTime })));
      }),
    );
    return threads.map((thread) => ({ ...thread, ...waits.get(thread.tid) }));
  }

  async #readWait(tid: number, key: ProcessKey): Promise<Pick<Thread, 'wchan' | 'wchanUnknown'>> {
    const result = await this.reader.read(tid, key, 'wchan', 256);
    if (result.kind !== 'read') return { wchan: null, wchanUnknown: (result.kind === 'gone' ? 'failed' : result.kind) satisfies UnknownReason };
    const wchan = parseWchan(Buffer.from(result.bytes).toString('latin1'));
    return { wchan, wchanUnknown: wchan === null ? 'none' : null };
  }
}
