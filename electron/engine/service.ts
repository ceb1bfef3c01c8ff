import type { Field } from '../../shared/fields/field.ts';
import { FIELDS, sentFields } from '../../shared/fields/registry.ts';
import { changedValues, type ChangeBlock, mapReasons, packChanges } from '../../shared/process/changeBlock.ts';
import { isSameDemand, joinWishes, NO_DEMAND, type Demand, type Wish } from '../../shared/process/demand.ts';
import { keyOf, type ProcessKey } from '../../shared/process/identity.ts';
import type { RowChange } from '../../shared/process/row.ts';
import { type Capabilities, type Delta, keysOf, packRows, ProcessTable, type Snapshot } from '../../shared/process/snapshot.ts';
import type { SystemLine } from '../../shared/system/systemLine.ts';
import type { EngineStatus, Handlers } from '../../shared/transport/contract.ts';
import type { Port } from '../../shared/transport/port.ts';
import { serve, type ServerConnection } from '../../shared/transport/server.ts';
import { Actions } from './actions.ts';
import { detailHandlers } from './details/details.ts';
import { explainProcess } from './diagnosis/explainProcess.ts';
import { Insight } from './diagnosis/insight.ts';
import { BlockingFacts } from './blocking/blockingFacts.ts';
import { keepReasons } from './blocking/blockingRules.ts';
import { History } from './history/history.ts';
import type { AskHelper } from './privilege/askHelper.ts';
import type { Reader } from './reader/reader.ts';
import type { SettingsKeeper } from './settings/settingsKeeper.ts';
import { readSelf } from './signals/ownProcess.ts';
import type { Inspector } from './providers/inspector.ts';
import type { FactReader } from './providers/provider.ts';
import type { ListLinks } from './providers/listLinks.ts';
import type { Probe, Signalling } from './signals/holdTarget.ts';

interface View {
  readonly connection: ServerConnection;
  isSubscribed: boolean;
  isVisible: boolean;
  /** What it shows, as it said last. */
  wishes: readonly Wish[];
}

/** ms: what a sample costs is told again when the last time is so long ago. */
const TELL_COST_EVERY = 5_000;

const SENT = sentFields(FIELDS).map((field) => field.id);

/** What the service needs of the engine around it. */
export interface ServiceOptions {
  readonly capabilities: Capabilities;
  readonly reader: Reader;
  /** Reads single processes for checks before actions. */
  readonly probe: Probe;
  /** Lists who is whose child now, for actions on subtrees. */
  readonly listLinks: ListLinks;
  /** Has an action run with privilege; null where there is no way. */
  readonly askHelper: AskHelper | null;
  /** By how much two readings of one start time may differ. */
  readonly startTolerance: number;
  /** Reads what diagnosis wants to know of a suspect. */
  readonly readFacts: FactReader;
  /** Reads single processes for their details. */
  readonly inspector: Inspector;
  readonly isReadOnly: boolean;
  readonly settings: SettingsKeeper;
  /** Called when it may have changed whether anyone looks. */
  readonly onAudience: (isSeen: boolean) => void;
  /** Called when other dear fields or other rows are in view. */
  readonly onDemand: (demand: Demand) => void;
  /** Called when a view asks to begin sampling anew. */
  readonly onRestart: () => void;
  readonly log: (line: string) => void;
}

/** Keeps the table, adds what the sampler does not read, and answers the views. */
export class Service {
  readonly #table = new ProcessTable();
  readonly #views = new Set<View>();
  readonly #blocking: BlockingFacts;
  readonly #actions: Actions;
  readonly #insight: Insight;
  readonly #history = new History();
  /** The fields that can be told here. */
  readonly #offered: readonly Field[];
  #demand: Demand = NO_DEMAND;
  readonly #waiting: (() => void)[] = [];
  /** Rows that came or run another program since somebody last looked: reading them would keep the reader's child alive for nobody. */
  readonly #unread = new Set<ProcessKey>();
  #status: EngineStatus;
  #toldAt = Number.NEGATIVE_INFINITY;
  #system: SystemLine | null = null;
  readonly #stopHearing: () => void;

  constructor(
    readonly options: ServiceOptions,
    interval: number,
  ) {
    this.#status = { interval, slowed: ['hidden'], sampleCost: null, failure: null, hiding: null };
    this.#stopHearing = options.settings.onChange((report) => {
      for (const view of this.#views) view.connection.emit('settings', report);
    });
    this.#offered = FIELDS.filter(({ id }) => options.capabilities.fields.includes(id));
    this.#blocking = new BlockingFacts(
      this.#offered,
      options.reader,
      (key) => this.#table.rows.get(key),
      (changes) => this.#publishChanges(changes),
    );
    this.#actions = new Actions({
      isReadOnly: options.isReadOnly,
      listLinks: options.listLinks,
      askHelper: options.askHelper,
      signalling: () => this.#signalling(),
      rows: () => this.#table.rows,
      emit: (name, data) => {
        for (const view of this.#views) view.connection.emit(name, data);
      },
    });
    this.#insight = new Insight({
      fields: options.capabilities.fields,
      table: this.#table,
      readFacts: options.readFacts,
      emit: (name, data) => {
        for (const view of this.#views) if (view.isSubscribed) view.connection.emit(name, data);
      },
    });
  }

  /** Serves one view over its port until that closes. */
  attach(port: Port): void {
    const view: View = {
      connection: serve(
        port,
        this.#handlersOf(() => view),
        (error) => this.options.log(describeBug(error)),
      ),
      isSubscribed: false,
      isVisible: true,
      wishes: [],
    };
    this.#views.add(view);
    port.onClose(() => {
      this.#views.delete(view);
      this.#tellAudience();
    });
  }

  /** Takes in what the sampler found. Its first delta after a (re)start, number 0, is a whole table. */
  absorb(delta: Delta): void {
    const { interval, slowed } = this.#status;
    this.#history.tick(performance.now(), delta.clock, slowed.includes('hidden') ? 0 : interval);
    if (delta.seq === 0 && this.#table.seq >= 0) return this.#reload(delta);
    const changed = this.#keepOwn(delta.changed);
    this.#publish({ ...delta, seq: this.#table.seq + 1, changed });
    for (const key of delta.gone) this.#unread.delete(key);
    for (const key of keysOf(delta.added)) if (this.#isUnread(key)) this.#unread.add(key);
    for (const key of changedValues(changed, ['comm']).keys()) if ((this.#table.rows.get(key)?.values.args ?? null) !== null) this.#unread.add(key);
    // The first table is read at once: somebody is about to look.
    if (delta.seq === 0 || this.#isSeen()) this.#requestUnread();
    this.#blocking.refresh();
    this.#insight.look();
  }

  /** Takes in what the machine as a whole was like at the sample just absorbed. */
  absorbSystem(line: SystemLine): void {
    this.#system = line;
    this.#insight.takeSystem(line);
    for (const view of this.#views) if (view.isSubscribed) view.connection.emit('system', line);
  }

  /** Tells the views how the engine does: news at once, what a sample costs now and then. */
  report(status: Partial<EngineStatus>): void {
    const { sampleCost: _, ...before } = this.#status;
    this.#status = { ...this.#status, ...status };
    const { sampleCost: __, ...now } = this.#status;
    const isDue = performance.now() - this.#toldAt >= TELL_COST_EVERY;
    if (!isDue && JSON.stringify(now) === JSON.stringify(before)) return;
    this.#toldAt = performance.now();
    for (const view of this.#views) view.connection.emit('status', this.#status);
  }

  close(): void {
    this.#stopHearing();
    this.#blocking.close();
  }

  /** The sampler began anew: its table replaces ours, and what is the same stays. */
  #reload(delta: Delta): void {
    const before = new Map(this.#table.rows);
    const fresh = new ProcessTable();
    fresh.load({ seq: 0, clock: delta.clock, rows: delta.added });
    const added = [...fresh.rows.values()].filter((row) => !before.has(row.key));
    const gone = [...before.keys()].filter((key) => !fresh.rows.has(key));
    const stayed = [...fresh.rows.values()].filter(({ key }) => before.has(key));
    const changed = this.#keepOwn(packChanges(stayed.map(({ key, values, unknown }) => [key, { values: withoutArguments(values), unknown }])));
    this.#publish({ seq: this.#table.seq + 1, clock: delta.clock, added: packRows(added, SENT), changed, gone });
    for (const key of gone) this.#unread.delete(key);
    for (const { key } of added) if (this.#isUnread(key)) this.#unread.add(key);
    if (this.#isSeen()) this.#requestUnread();
    this.#insight.look();
  }

  #isUnread(key: ProcessKey): boolean {
    return this.#table.rows.get(key)?.unknown?.['args'] === 'not-read';
  }

  #requestUnread(): void {
    for (const key of this.#unread) {
      const row = this.#table.rows.get(key);
      if (row !== undefined) this.#blocking.request(row);
    }
    this.#unread.clear();
  }

  #isSeen(): boolean {
    return [...this.#views].some(isSeen);
  }

  /** The sampler does not know what was read here: what it says of it gives way to what is known. */
  #keepOwn(changed: ChangeBlock): ChangeBlock {
    return mapReasons(changed, (key, reported) => {
      const row = this.#table.rows.get(key);
      return row === undefined ? reported : keepReasons(this.#blocking.rules, row, reported);
    });
  }

  #publishChanges(changed: readonly (readonly [ProcessKey, RowChange])[]): void {
    const alive = changed.filter(([key]) => this.#table.rows.has(key));
    if (alive.length === 0) return;
    this.#publish({ seq: this.#table.seq + 1, clock: this.#table.clock, added: packRows([], SENT), changed: packChanges(alive), gone: [] });
  }

  #publish(delta: Delta): void {
    const gone = delta.gone.flatMap((key) => this.#table.rows.get(key) ?? []);
    this.#history.take(delta, this.#table.rows);
    if (!this.#table.apply(delta)) throw new Error(`delta ${delta.seq} does not follow ${this.#table.seq}`);
    for (const resume of this.#waiting.splice(0)) resume();
    for (const view of this.#views) if (view.isSubscribed) view.connection.emit('delta', delta);
    this.#actions.see(keysOf(delta.added), gone);
    this.#insight.take(delta, gone);
    if (delta.added.count > 0 && this.#wantsOfAll()) this.#tellDemand();
  }

  #snapshot(): Snapshot {
    const { seq, clock, rows } = this.#table;
    return { seq, clock, capabilities: this.options.capabilities, rows: packRows([...rows.values()], SENT) };
  }

  #tellAudience(): void {
    const hasAudience = this.#isSeen();
    this.options.onAudience(hasAudience);
    if (hasAudience) this.#requestUnread();
    this.#tellDemand();
  }

  #wantsOfAll(): boolean {
    return [...this.#views].some((view) => isSeen(view) && view.wishes.some(({ keys }) => keys === 'all'));
  }

  #tellDemand(): void {
    const wishes = [...this.#views].filter(isSeen).flatMap((view) => view.wishes);
    const demand = joinWishes(wishes, this.#offered, this.#table.rows.keys());
    if (isSameDemand(demand, this.#demand)) return;
    this.#demand = demand;
    this.#blocking.watch(demand);
    this.options.onDemand(demand);
  }

  #handlersOf(view: () => View): Handlers {
    return {
      subscribe: async () => {
        if (this.#table.seq < 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
        view().isSubscribed = true;
        this.#tellAudience();
        view().connection.emit('status', this.#status);
        if (this.#system !== null) view().connection.emit('system', this.#system);
        this.#insight.tell((name, data) => view().connection.emit(name, data));
        return this.#snapshot();
      },
      unsubscribe: () => {
        view().isSubscribed = false;
        this.#tellAudience();
        return null;
      },
      setVisible: ({ isVisible }) => {
        view().isVisible = isVisible;
        this.#tellAudience();
        return null;
      },
      watch: ({ wishes }) => {
        view().wishes = wishes;
        this.#tellDemand();
        return null;
      },
      restartSampler: () => {
        // Only where it has failed: a view must not be able to keep all others from their samples.
        if (this.#status.failure !== null) this.options.onRestart();
        return null;
      },
      explain: async ({ target }) => {
        const row = this.#table.rows.get(keyOf(target));
        if (row === undefined) return { explanation: null };
        const { pid, ancestors } = await readSelf(this.options.probe);
        const { rows, clock } = this.#table;
        const { lineage } = this.#insight.world();
        const around = { rows: rows.values(), clock, lineage, findings: this.#insight.findings, ours: [pid, ...ancestors] };
        return { explanation: explainProcess(row, this.options.readFacts, around) };
      },
      ...detailHandlers(this.#table, this.#history, this.options.inspector),
      loadSettings: () => this.options.settings.report,
      saveSettings: (change) => {
        this.options.settings.change(change);
        return this.options.settings.report;
      },
      ...this.#actions.handlers,
    };
  }

  async #signalling(): Promise<Signalling> {
    const { probe, startTolerance } = this.options;
    return { probe, startTolerance, self: await readSelf(probe) };
  }
}

function isSeen({ isSubscribed, isVisible }: View): boolean {
  return isSubscribed && isVisible;
}

function withoutArguments(values: Readonly<Record<string, unknown>>): RowChange['values'] {
  const { args: _, ...others } = values;
  return others as RowChange['values'];
}

function describeBug(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
