import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Clock, Field } from '../../shared/fields/field.ts';
import { FIELDS } from '../../shared/fields/registry.ts';
import { withAggregates } from '../../shared/process/aggregates.ts';
import type { ProcessKey } from '../../shared/process/identity.ts';
import type { Row } from '../../shared/process/row.ts';
import type { Capabilities } from '../../shared/process/snapshot.ts';
import { buildTree, type ProcessTree } from '../../shared/process/tree.ts';
import { compareTables } from './changes.ts';
import type { LetIn } from './pauseStore.ts';
import { refreshTree } from './refreshTree.ts';
import { type Totals, totalsOf } from './totals.ts';

/** ms that an exited row stays in the table, marked. */
export const EXITED_STAYS = 3000;
/** ms that a new row is marked. */
export const NEW_STAYS = 3000;

/** The table as the view knows it. Replaced as a whole with each sample. */
export interface ProcessState {
  /** The living, by key. */
  readonly rows: ReadonlyMap<ProcessKey, Row>;
  /** The living and the just exited, linked. */
  readonly tree: ProcessTree;
  readonly clock: Clock;
  /** null before the first snapshot. */
  readonly capabilities: Capabilities | null;
  readonly totals: Totals;
  /** Rows that ended a moment ago: still drawn, counted nowhere. */
  readonly exited: ReadonlyMap<ProcessKey, Row>;
  /** Rows that came a moment ago. */
  readonly fresh: ReadonlySet<ProcessKey>;
}

export interface ProcessStore extends StoreApi<ProcessState> {
  /** Takes in the table after a sample; the first one marks nothing as new. */
  take(rows: ReadonlyMap<ProcessKey, Row>, clock: Clock, capabilities?: Capabilities): void;
  /** Takes in what changed, and shows it in a task of its own: at 20,000 rows both together are too long a step for one. */
  takeInSteps(rows: ReadonlyMap<ProcessKey, Row>, clock: Clock): void;
  /** Whether rows that end stay for a moment; they do at first. */
  keepExited(isOn: boolean): void;
}

const EMPTY: ProcessState = {
  rows: new Map(),
  tree: buildTree([]),
  clock: { takenAt: 0, bootedAt: 0, msPerStartUnit: 1 },
  capabilities: null,
  totals: totalsOf([], []),
  exited: new Map(),
  fresh: new Set(),
};

/** Fields that are drawn with a bar behind the number, relative to the largest in the table: those that are known of every row. */
export function hasRelativeBar(field: Field): boolean {
  return field.unit === 'bytes' && field.largestFirst === true && field.isDear !== true && field.trend === undefined && !('aggregate' in field);
}

const BAR_FIELDS = FIELDS.filter(hasRelativeBar).map(({ id }) => id);

/** `letIn`: when it may change what is shown. */
export function createProcessStore(letIn: LetIn = (_name, run) => run()): ProcessStore {
  const store = createStore<ProcessState>(() => EMPTY);
  let keepsExited = true;

  let told: Capabilities | null = null;
  let forgotten = 0;

  const take: ProcessStore['take'] = (table, clock, capabilities) => {
    told = capabilities ?? told;
    letIn('table', () => show(table, clock));
  };

  const takeInSteps: ProcessStore['takeInSteps'] = (table, clock) => {
    let isNow = true;
    letIn('table', () => {
      // What has waited for the end of a pause is shown at once.
      if (!isNow) return show(table, clock);
      const before = store.getState();
      const publish = prepare(before, table, clock);
      // What it was compared with may be gone by then.
      setTimeout(() => letIn('table', () => (store.getState() === before ? publish() : show(table, clock))));
    });
    isNow = false;
  };

  const show = (table: ReadonlyMap<ProcessKey, Row>, clock: Clock): void => prepare(store.getState(), table, clock)();

  /** Reckons what the table is now; what it returns shows that. */
  const prepare = (before: ProcessState, table: ReadonlyMap<ProcessKey, Row>, clock: Clock): (() => void) => {
    const rows = new Map(table);
    const isFirst = before.capabilities === null;
    const { added, gone, isRelinked } = compareTables(before.rows, rows);
    const fresh = isFirst || added.length === 0 ? before.fresh : new Set([...before.fresh, ...added.map(({ key }) => key)]);
    const exited = gone.length === 0 || !keepsExited ? before.exited : new Map([...before.exited, ...gone.map((row) => [row.key, row] as const)]);
    const tree = added.length > 0 || gone.length > 0 || isRelinked ? treeOf(rows, exited) : refreshTree(before.tree, rows);
    const totals = totalsOf(rows.values(), BAR_FIELDS);
    return () => {
      store.setState({ rows, clock: withAggregates(clock, tree, rows), capabilities: told, totals, tree, exited, fresh });
      if (fresh !== before.fresh) later(() => forgetFresh(added), NEW_STAYS);
      if (exited !== before.exited) later(() => forgetExited(gone), EXITED_STAYS);
    };
  };

  /** In a frozen view the marks stay too. */
  const later = (forget: () => void, ms: number): void => void setTimeout(() => letIn(`forget ${++forgotten}`, forget), ms);

  const forgetFresh = (rows: readonly Row[]): void => {
    const fresh = new Set(store.getState().fresh);
    for (const { key } of rows) fresh.delete(key);
    store.setState({ fresh });
  };

  const forgetExited = (gone: readonly Row[]): void => {
    const { rows, exited: before } = store.getState();
    if (before.size === 0) return;
    const exited = new Map(before);
    for (const row of gone) if (exited.get(row.key) === row) exited.delete(row.key);
    store.setState({ exited, tree: treeOf(rows, exited) });
  };

  return {
    ...store,
    take,
    takeInSteps,
    keepExited: (isOn) => {
      keepsExited = isOn;
      if (!isOn) forgetExited([...store.getState().exited.values()]);
    },
  };
}

/** A key that is back among the living (the table was lost and asked for again) counts there alone: of one key the first is taken. */
function treeOf(rows: ReadonlyMap<ProcessKey, Row>, exited: ReadonlyMap<ProcessKey, Row>): ProcessTree {
  return buildTree(exited.size === 0 ? rows.values() : [...rows.values(), ...exited.values()]);
}
