import { vi } from 'vitest';
import { packChanges } from '../../shared/process/changeBlock.ts';
import type { KillPlan, SignalOutcome } from '../../shared/process/killPlan.ts';
import { planSignal } from '../../shared/process/killPlan.ts';
import type { Explanation } from '../../shared/process/explain/explanation.ts';
import type { LoggedAction } from '../../shared/process/actionLog.ts';
import type { Change, ProcessSettings } from '../../shared/process/change.ts';
import { type ChangeFacts, planChangeOf, type Powers } from '../../shared/process/changePlan.ts';
import type { ProcessKey } from '../../shared/process/identity.ts';
import { variablesOf } from '../../shared/process/environment.ts';
import type { Track } from '../../shared/process/history.ts';
import type { Inspected, Inspection } from '../../shared/process/inspection.ts';
import type { LimitList } from '../../shared/process/limits.ts';
import type { ThreadList } from '../../shared/process/threads.ts';
import { membersOf } from '../../shared/process/scope.ts';
import { type Row, rowOf } from '../../shared/process/row.ts';
import { type Capabilities, packRows } from '../../shared/process/snapshot.ts';
import { FIELDS, sentFields } from '../../shared/fields/registry.ts';
import type { EngineStatus, EventTypes, Params } from '../../shared/transport/contract.ts';
import { DEFAULTS, withChange } from '../../shared/settings/registry.ts';
import type { SettingsReport } from '../../shared/settings/report.ts';
import type { SystemLine } from '../../shared/system/systemLine.ts';
import { memoryPorts } from '../../shared/transport/port.ts';
import { serve, type ServerConnection } from '../../shared/transport/server.ts';
import type { Opening } from '../../renderer/ports/opening.ts';

const UNSUPPORTED = { kind: 'unknown', reason: 'unsupported' } as const;
const ROOT: Powers = { CAP_SYS_NICE: true, CAP_SYS_ADMIN: true, CAP_SYS_RESOURCE: true };
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
    signals: ['SIGTERM', 'SIGKILL', 'SIGSTOP', 'SIGCONT', 'SIGHUP', 'SIGINT', 'SIGUSR1', 'SIGRTMIN+3'],
    changes: ['nice', 'ioPriority', 'affinity', 'oomScoreAdjust'],
    cpus: [0, 1, 2, 3],
    privilege: null,
  };
  /** Every signal and change that was asked for. */
  readonly sent: Params<'signalMany'>[] = [];
  readonly sentToTrees: Params<'signalTree'>[] = [];
  readonly changed: Params<'change'>[] = [];
  /** Every plan that was asked for. */
  readonly planned: Params<'planSignal'>[] = [];
  log: LoggedAction[] = [];
  settings: ProcessSettings | null = null;
  explanation: Explanation | null = null;
  /** What is told of single processes. */
  tracks: readonly Track[] = [];
  inspections: Partial<Record<Inspected, Inspection>> = {};
  threads: ThreadList = UNSUPPORTED;
  limits: LimitList = UNSUPPORTED;
  /** NAME=value; null: this system tells none. */
  entries: readonly string[] | null = null;
  /** What was asked of single processes, in turn. */
  readonly asked: string[] = [];
  readonly askedTracks: Params<'history'>[] = [];
  readonly askedThreads: Params<'threads'>[] = [];
  preferences: SettingsReport = { values: DEFAULTS, path: '/home/u/.config/Procession/settings.json', isDesktop: false, notice: null };
  /** What the view wanted to be set, in turn. */
  readonly saved: Params<'saveSettings'>[] = [];
  /** What the view said that it shows, in turn. */
  readonly watched: Params<'watch'>[] = [];
  /** How often the view asked for the sampler to begin anew. */
  restarts = 0;
  outcome: SignalOutcome = { kind: 'exited', afterMs: 12 };
  /** What an answer to an action waits for. */
  delay: Promise<void> = Promise.resolve();
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
        restartSampler: () => {
          this.restarts++;
          return null;
        },
        watch: (params) => {
          this.watched.push(params);
          return null;
        },
        planSignal: (params) => this.plan(params),
        signal: () => this.outcome,
        signalMany: async (params) => {
          this.sent.push(params);
          await this.delay;
          return { targets: params.targets.map((id) => ({ id, name: 'p', outcome: this.outcome })) };
        },
        readSettings: ({ target: id }) => (this.settings === null ? { kind: 'gone' } : { kind: 'read', id, settings: this.settings }),
        planChange: (params) => planChangeOf(params, this.#byKey(), { pid: 9999, ancestors: [9998] }, ROOT, this.#facts(params.change.kind)),
        change: (params) => {
          this.changed.push(params);
          const { change } = params;
          const from: Change = change.kind === 'nice' ? { kind: 'nice', nice: 0 } : change;
          return { targets: params.targets.map((id) => ({ id, name: 'p', outcome: { kind: 'changed', from, to: change, threads: 1, wasMixed: false } })) };
        },
        explain: () => {
          this.asked.push('explain');
          return { explanation: this.explanation };
        },
        history: (params) => {
          this.asked.push('history');
          this.askedTracks.push(params);
          return { tracks: this.tracks.filter(({ key }) => params.keys.includes(key)) };
        },
        inspect: ({ tab }) => {
          this.asked.push(`inspect ${tab}`);
          return this.inspections[tab] ?? UNSUPPORTED;
        },
        threads: (params) => {
          this.asked.push('threads');
          this.askedThreads.push(params);
          return this.threads;
        },
        limits: () => {
          this.asked.push('limits');
          return this.limits;
        },
        environment: ({ reveal }) => {
          this.asked.push(`environment ${reveal.kind}`);
          return this.entries === null ? UNSUPPORTED : { kind: 'read', isCut: false, variables: variablesOf(this.entries, reveal) };
        },
        actionLog: () => ({ actions: this.log }),
        loadSettings: () => this.preferences,
        saveSettings: async (params) => {
          this.saved.push(params);
          await this.delay;
          this.preferences = { ...this.preferences, values: withChange(this.preferences.values, params) };
          return this.preferences;
        },
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
    this.planned.push(params);
    const rows = this.#byKey();
    return planSignal({ ...params, targets: membersOf(params.scope ?? 'process', params.targets, rows) }, rows, { pid: 9999, ancestors: [9998] });
  }

  #byKey(): Map<ProcessKey, Row> {
    return new Map(this.rows.map((row) => [row.key, row]));
  }

  #facts(kind: Change['kind']): Map<ProcessKey, ChangeFacts> {
    const from = ({ values }: Row): Change | null => (kind === 'nice' && values.nice !== null ? { kind, nice: values.nice } : null);
    return new Map(this.rows.map((row) => [row.key, { from: from(row), isMixed: false, isOwn: true, lowestNice: null }]));
  }

  tellAction(action: LoggedAction): void {
    this.#connection?.emit('action', action);
  }

  tell<N extends 'findings' | 'lineage' | 'select' | 'settings' | 'show'>(name: N, report: EventTypes[N]): void {
    this.#connection?.emit(name, report);
  }

  tellOutcomes(news: EventTypes['outcomes']): void {
    this.#connection?.emit('outcomes', news);
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
      changed: packChanges(rows.filter((row) => before.has(row.key) && before.get(row.key) !== row).map((row) => [row.key, { values: row.values }])),
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
