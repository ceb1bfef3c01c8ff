import { Worker } from 'node:worker_threads';
import { type Demand, NO_DEMAND } from '../../shared/process/demand.ts';
import type { Delta } from '../../shared/process/snapshot.ts';
import type { SystemLine } from '../../shared/system/systemLine.ts';
import type { ProviderCapabilities } from './providers/provider.ts';
import type { Surroundings } from './system/surroundings.ts';

/** What the thread is started with. */
export interface WorkerData {
  readonly provider: 'auto' | 'portable';
  readonly interval: number;
  readonly demand: Demand;
  readonly isSeen: boolean;
}

/** What one sample cost. */
export interface SampleCost {
  readonly wallMs: number;
  /** CPU time of the sampler's thread; see createThreadCpu for where it cannot be told from that of the whole program. */
  readonly cpuMs: number;
}

/** From the thread to its host. */
export type WorkerReport =
  | { readonly kind: 'ready'; readonly capabilities: ProviderCapabilities }
  | { readonly kind: 'delta'; readonly delta: Delta; readonly system: SystemLine; readonly cost: SampleCost }
  | { readonly kind: 'surroundings'; readonly surroundings: Surroundings }
  | { readonly kind: 'failure'; readonly message: string };

/** From the host to the thread. */
export type WorkerCommand =
  /** Whether anyone looks. */
  | { readonly kind: 'audience'; readonly isSeen: boolean }
  | { readonly kind: 'interval'; readonly ms: number }
  | { readonly kind: 'demand'; readonly demand: Demand }
  | { readonly kind: 'stop' };

export interface SamplerThreadListener {
  onReport(report: WorkerReport): void;
  /** The thread has died too often to be started again; the message says why. */
  onGivenUp(message: string): void;
  /** It has reported nothing for so many ms: something that should never block does. Told once; its next report tells that it goes on. */
  onStalled(ms: number): void;
}

const MOST_DEATHS = 5;
const DEATH_WINDOW_MS = 60_000;
/** It has stalled when it is silent for this many intervals, and so many ms more: a first sample of 20,000 processes takes seconds. */
const STALLED_INTERVALS = 3;
const STALLED_MS = 10_000;

/** Runs the sampler in a thread and starts it again when it dies, at most five times a minute (F3). */
export class SamplerThread {
  #worker: Worker;
  #interval: number;
  #demand: Demand = NO_DEMAND;
  #isSeen = false;
  #isClosed = false;
  #hasGivenUp = false;
  #deaths: number[] = [];
  #watchdog: NodeJS.Timeout;

  constructor(
    readonly program: string,
    readonly provider: WorkerData['provider'],
    interval: number,
    readonly listener: SamplerThreadListener,
  ) {
    this.#interval = interval;
    this.#worker = this.#start();
    this.#watchdog = this.#watch();
  }

  /** ms between samples from now on. A shorter one counts from the last sample. */
  setInterval(ms: number): void {
    if (ms === this.#interval) return;
    this.#interval = ms;
    clearTimeout(this.#watchdog);
    this.#watchdog = this.#watch();
    this.#command({ kind: 'interval', ms });
  }

  /** Whether anyone looks, from the next sample on. Begins unseen. */
  see(isSeen: boolean): void {
    if (isSeen === this.#isSeen) return;
    this.#isSeen = isSeen;
    this.#command({ kind: 'audience', isSeen });
  }

  /** Which dear fields are read for which processes, from the next sample on. */
  setDemand(demand: Demand): void {
    this.#demand = demand;
    this.#command({ kind: 'demand', demand });
  }

  /** Begins anew with another thread, whatever became of this one. */
  restart(): void {
    if (this.#isClosed) return;
    const before = this.#worker;
    this.#deaths = [];
    this.#hasGivenUp = false;
    this.#worker = this.#start();
    this.#watchdog.refresh();
    // One that is blocked in the kernel ends when that lets go of it.
    void before.terminate();
  }

  async close(): Promise<void> {
    clearTimeout(this.#watchdog);
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#command({ kind: 'stop' });
    await this.#worker.terminate();
  }

  #command(command: WorkerCommand): void {
    this.#worker.postMessage(command);
  }

  #start(): Worker {
    const workerData: WorkerData = { provider: this.provider, interval: this.#interval, demand: this.#demand, isSeen: this.#isSeen };
    const worker = new Worker(this.program, { workerData });
    let failure = 'the sampler’s thread ended';
    worker.on('message', (report: WorkerReport) => {
      if (worker !== this.#worker) return;
      this.#watchdog.refresh();
      this.listener.onReport(report);
    });
    worker.on('error', (error: unknown) => {
      failure = error instanceof Error ? error.message : String(error);
    });
    worker.on('exit', () => {
      if (!this.#isClosed && worker === this.#worker) this.#revive(failure);
    });
    return worker;
  }

  #watch(): NodeJS.Timeout {
    const ms = STALLED_INTERVALS * this.#interval + STALLED_MS;
    const timer = setTimeout(() => {
      if (!this.#isClosed && !this.#hasGivenUp) this.listener.onStalled(ms);
    }, ms);
    return timer.unref();
  }

  #revive(failure: string): void {
    const now = performance.now();
    this.#deaths = [...this.#deaths.filter((at) => now - at < DEATH_WINDOW_MS), now];
    if (this.#deaths.length >= MOST_DEATHS) {
      this.#hasGivenUp = true;
      this.listener.onGivenUp(failure);
      return;
    }
    this.#worker = this.#start();
  }
}
