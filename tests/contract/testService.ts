import { FIELDS, sentFields } from '../../shared/fields/registry.ts';
import { packChanges } from '../../shared/process/changeBlock.ts';
import { planSignal } from '../../shared/process/killPlan.ts';
import { changeRow, type Row, rowOf } from '../../shared/process/row.ts';
import { type Delta, packRows, type Snapshot } from '../../shared/process/snapshot.ts';
import { DEFAULTS, withChange } from '../../shared/settings/registry.ts';
import type { Handlers } from '../../shared/transport/contract.ts';
import { RequestError } from '../../shared/transport/server.ts';

const FIELD_IDS = sentFields(FIELDS).map((field) => field.id);

/** A small table that answers the contract's requests, without a system behind it. Its signals go nowhere. */
export class TestService {
  readonly rows = new Map<string, Row>();
  /** Requests that came, by name. */
  readonly asked: string[] = [];
  seq = 0;
  /** Settles `signal` when it is called; until then the request stays open. */
  release: () => void = () => {};

  constructor() {
    for (let pid = 1; pid <= 5; pid++) this.#put(pid, 'S');
  }

  readonly handlers: Handlers = {
    subscribe: () => {
      this.asked.push('subscribe');
      return this.snapshot();
    },
    unsubscribe: () => null,
    setVisible: ({ isVisible }) => {
      this.asked.push(`setVisible ${isVisible}`);
      return null;
    },
    restartSampler: () => null,
    watch: () => null,
    planSignal: (params) => planSignal(params, this.rows, { pid: 2, ancestors: [] }),
    signalMany: ({ targets }) => ({ targets: targets.map((id) => ({ id, name: 'p', outcome: { kind: 'gone' } })) }),
    readSettings: () => ({ kind: 'gone' }),
    planChange: ({ targets, change, scope = 'process' }) => ({
      change,
      scope,
      targets: targets.map((id) => ({ id, name: 'p', user: null, from: null, expectation: { kind: 'gone' } })),
    }),
    change: ({ targets }) => ({ targets: targets.map((id) => ({ id, name: 'p', outcome: { kind: 'gone' } })) }),
    explain: () => ({ explanation: null }),
    history: () => ({ tracks: [] }),
    inspect: () => ({ kind: 'gone' }),
    threads: () => ({ kind: 'gone' }),
    limits: () => ({ kind: 'gone' }),
    environment: () => ({ kind: 'gone' }),
    actionLog: () => ({ actions: [] }),
    loadSettings: () => ({ values: DEFAULTS, path: null, isDesktop: false, notice: null }),
    saveSettings: (change) => ({ values: withChange(DEFAULTS, change), path: null, isDesktop: false, notice: null }),
    signalTree: ({ target }) => ({ isSettled: true, targets: [{ id: target, name: 'p', outcome: { kind: 'gone' } }], left: [] }),
    signal: async ({ requestId }) => {
      this.asked.push('signal');
      if (requestId === 'unavailable') throw new RequestError('unavailable', 'read-only');
      if (requestId === 'a-secret-bug') throw new Error('a secret of the machine');
      if (requestId === 'bad-response') return { kind: 'no such outcome' } as never;
      if (requestId === 'unserialisable') return { kind: 'failed', code: 1n } as never;
      await new Promise<void>((settle) => (this.release = settle));
      return { kind: 'gone' };
    },
  };

  /** The next sample: one row comes, one changes, one goes. */
  step(): Delta {
    const seq = ++this.seq;
    const old = [...this.rows.values()];
    const gone = old.slice(0, 1).map((row) => row.key);
    for (const key of gone) this.rows.delete(key);
    const added = this.#put(old.at(-1)!.id.pid + 1, 'R');
    const changed = old[1]!;
    const change = { values: { state: seq % 2 === 0 ? 'S' : 'R', nice: seq } };
    this.rows.set(changed.key, changeRow(changed, change));
    return { seq, clock: this.#clock(), added: packRows([added], FIELD_IDS), changed: packChanges([[changed.key, change]]), gone };
  }

  snapshot(): Snapshot {
    return {
      seq: this.seq,
      clock: this.#clock(),
      capabilities: {
        platform: 'test',
        provider: 'test',
        fields: FIELD_IDS,
        identity: 'recheck',
        enginePid: 9999,
        signals: [],
        changes: [],
        cpus: [],
        privilege: null,
      },
      rows: packRows([...this.rows.values()], FIELD_IDS),
    };
  }

  #clock(): Snapshot['clock'] {
    return { takenAt: 1_000_000 + this.seq * 1_000, bootedAt: 0, msPerStartUnit: 10 };
  }

  #put(pid: number, state: string): Row {
    const values = Object.fromEntries(FIELD_IDS.map((id) => [id, null]));
    const row = rowOf({ ...values, pid, ppid: pid - 1, startTime: pid * 10, state, comm: `p${pid}`, args: ['\udcff', `${pid}`] }, { rss: 'denied' });
    this.rows.set(row.key, row);
    return row;
  }
}
