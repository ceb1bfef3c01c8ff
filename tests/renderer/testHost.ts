import { vi } from 'vitest';
import type { KillPlan, SignalOutcome } from '../../shared/process/killPlan.ts';
import { planSignal } from '../../shared/process/killPlan.ts';
import { type Row, rowOf } from '../../shared/process/row.ts';
import { type Capabilities, packRows } from '../../shared/process/snapshot.ts';
import { FIELDS, sentFields } from '../../shared/fields/registry.ts';
import type { EngineStatus, Params } from '../../shared/transport/contract.ts';
import type { SystemLine } from '../../shared/system/systemLine.ts';
import { memoryPorts } from '../../shared/transport/port.ts';
import { serve, type ServerConnection } from '../../shared/transport/server.ts';
import type { Opening } from '../../renderer/ports/opening.ts';

const FIELD_IDS = sentFields([...FIELDS]).map(({ id }) => id);

export const CLOCK = { takenAt: 1_800_000_100_000, bootedAt: 1_800_000_000_000, msPerStartUnit: 10 };

/** A sleeping process of root; what a test cares about is set over it. */
export function process(values: Record<string, unknown>, unknown: Row['unknown'] = null): Row {
  const { pid } = values;
  const usual = {
    ppid: 1,
    pgid: pid,
    sid: pid,
    tty: null,
    tpgid: null,
    state: 'S',
    nice: 0,
    priority: 20,
    threads: 1,
    user: 'root',
    uid: 0,
    startTime: (pid as number) * 10,
    cpuTime: 100,
    cpuPercent: 0,
    rss: 1_048_576,
    vsz: 4_194_304,
    comm: `p${String(pid)}`,
    args: [`/bin/p${String(pid)}`],
    isKernelThread: false,
    lockedMemory: 0,
  };
  return rowOf({ ...usual, ...values } as Parameters<typeof rowOf>[0], unknown);
}

const shares = (user: number) => ({ user, nice: 0, system: 10, iowait: 5, irq: 0, steal: 0, idle: 85 - user });
const GIB = 2 ** 30;

/** A machine with two cores. */
const SYSTEM: SystemLine = {
  overMs: 1000,
  cpus: 2,
  cpu: shares(30),
  cores: [
    { cpu: 0, shares: shares(60) },
    { cpu: 1, shares: shares(0) },
  ],
  load: [0.5, 1, 12.25],
  memory: { total: 16 * GIB, available: 10 * GIB, cached: 4 * GIB },
  swap: { total: 2 * GIB, free: 2 * GIB },
  pressure: { cpu: { some: 1.5, full: null }, memory: { some: 0.25, full: 0.1 }, io: null },
  forks: { perSecond: 41.4, unseen: 12 },
  unknown: { ioPressure: 'unsupported' },
};

/** An engine with a table that the test writes, behind the real server end of the contract and a port in memory. */
export class TestHost {
  rows: Row[];
  seq = 1;
  capabilities: Capabilities = {
    platform: 'linux',
    provider: 'linux',
    fields: FIELDS.map(({ id }) => id),
    identity: 'pidfd',
    enginePid: 9999,
    signals: ['SIGTERM', 'SIGKILL'],
    changes: ['nice', 'ioPriority', 'affinity', 'oomScoreAdjust'],
    cpus: [0, 1, 2, 3],
    privilege: null,
  };
  /** Every signal that was asked for. */
  readonly sent: Params<'signal'>[] = [];
  readonly sentToTrees: Params<'signalTree'>[] = [];
  /** What the view said that it shows, in turn. */
  readonly watched: Params<'watch'>[] = [];
  outcome: SignalOutcome = { kind: 'exited', afterMs: 12 };
  readonly opened = vi.fn();
  #connection: ServerConnection | null = null;
  #close: ((reason: string) => void) | null = null;

  constructor(rows: Row[]) {
    this.rows = rows;
  }

  readonly open = (): Promise<Opening> => {
    this.opened();
    const [ours, theirs] = memoryPorts();
    this.#close = (reason) => ours.close(reason);
    this.#connection = serve(
      ours,
      {
        subscribe: () => ({ seq: this.seq, clock: CLOCK, capabilities: this.capabilities, rows: packRows(this.rows, FIELD_IDS) }),
        unsubscribe: () => null,
        setVisible: () => null,
        watch: (params) => {
          this.watched.push(params);
          return null;
        },
        planSignal: (params) => this.plan(params),
        signal: (params) => {
          this.sent.push(params);
          return this.outcome;
        },
        signalMany: ({ targets }) => ({ targets: targets.map((id) => ({ id, name: 'p', outcome: this.outcome })) }),
        readSettings: () => ({ kind: 'gone' }),
        planChange: ({ change, scope = 'process' }) => ({ change, scope, targets: [] }),
        change: () => ({ targets: [] }),
        actionLog: () => ({ actions: [] }),
        signalTree: (params) => {
          this.sentToTrees.push(params);
          return { isSettled: true, targets: params.members.map((id) => ({ id, name: 'p', outcome: this.outcome })), left: [] };
        },
      },
      (error) => {
        throw error;
      },
    );
    return Promise.resolve({ kind: 'open', port: theirs });
  };

  plan(params: Params<'planSignal'>): KillPlan {
    return planSignal(params, new Map(this.rows.map((row) => [row.key, row])), { pid: 9999, ancestors: [9998] });
  }

  /** The next sample: `rows` replaces the table; what differs goes out as a delta. */
  sample(rows: Row[]): void {
    const before = new Map(this.rows.map((row) => [row.key, row]));
    const after = new Map(rows.map((row) => [row.key, row]));
    this.rows = rows;
    this.seq++;
    this.#connection?.emit('delta', {
      seq: this.seq,
      clock: { ...CLOCK, takenAt: CLOCK.takenAt + this.seq * 1000 },
      added: packRows(
        rows.filter(({ key }) => !before.has(key)),
        FIELD_IDS,
      ),
      changed: rows.filter((row) => before.has(row.key) && before.get(row.key) !== row).map((row) => [row.key, { values: row.values }]),
      gone: [...before.keys()].filter((key) => !after.has(key)),
    });
  }

  /** The machine as a whole, as of now. */
  tellSystem(line: Partial<SystemLine> = {}): void {
    this.#connection?.emit('system', { ...SYSTEM, ...line });
  }

  tellStatus(status: Partial<EngineStatus>): void {
    this.#connection?.emit('status', { interval: 1000, slowed: [], sampleCost: 2.5, failure: null, hiding: null, ...status });
  }

  lose(): void {
    this.#close?.('the engine has stopped');
  }
}
