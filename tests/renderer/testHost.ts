import { vi } from 'vitest';
import type { KillPlan, SignalOutcome } from '../../shared/process/killPlan.ts';
import { planSignal } from '../../shared/process/killPlan.ts';
import { type Row, rowOf } from '../../shared/process/row.ts';
import { type Capabilities, packRows } from '../../shared/process/snapshot.ts';
import { FIELDS, sentFields } from '../../shared/fields/registry.ts';
import type { Params } from '../../shared/transport/contract.ts';
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
  };
  /** Every signal that was asked for. */
  readonly sent: Params<'signal'>[] = [];
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
      },
      (error) => {
        throw error;
      },
    );
    return Promise.resolve({ kind: 'open', port: theirs });
  };

  plan({ targets, signal }: Params<'planSignal'>): KillPlan {
    return planSignal(targets, signal, new Map(this.rows.map((row) => [row.key, row])), { pid: 9999, ancestors: [9998] });
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

  lose(): void {
    this.#close?.('the engine has stopped');
  }
}
