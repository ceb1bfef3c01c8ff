import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Clock } from '../../shared/fields/field.ts';
import type { ProcessKey } from '../../shared/process/identity.ts';
import type { Row } from '../../shared/process/row.ts';
import type { Capabilities } from '../../shared/process/snapshot.ts';
import { buildTree } from '../../shared/process/tree.ts';
import { finish, type Job, runInTasks } from './inTasks.ts';
import { type MarkedSince, type NextTable, nextTable, type ProcessState, type Sample } from './nextTable.ts';
import type { LetIn } from './pauseStore.ts';
import { totalsOf } from './totals.ts';

/** ms that rows which came or ended are marked, and that those which ended stay. */
export const MARKED_FOR = 3000;
/** ms that marks may go too early, with a sample: else the table would be reckoned anew for them right after it. */
const EARLY = 250;

export interface ProcessStore extends StoreApi<ProcessState> {
  /** Takes in the table after a sample, at once; the first one marks nothing as new. */
  take(rows: ReadonlyMap<ProcessKey, Row>, clock: Clock, capabilities?: Capabilities): void;
  /** Takes in the table when the view has time for it: at 20,000 rows that is too long a step for one. */
  takeInSteps(rows: ReadonlyMap<ProcessKey, Row>, clock: Clock): void;
  /** Whether rows that end stay for a moment; they do at first. */
  keepExited(isOn: boolean): void;
}

const EMPTY: ProcessState = {
  rows: new Map(),
  tree: buildTree([]),
  clock: { takenAt: 0, bootedAt: 0, msPerStartUnit: 1 },
  capabilities: null,
  totals: totalsOf([]),
  exited: new Map(),
  fresh: new Set(),
};

interface ProcessStoreOptions {
  /** When it may change what is shown. */
  readonly letIn?: LetIn;
  /** Reckons what is drawn of a table, before that is shown. */
  readonly prepare?: (next: ProcessState) => Job;
}

export function createProcessStore({ letIn = (_name, run) => run(), prepare = nothing }: ProcessStoreOptions = {}): ProcessStore {
  const store = createStore<ProcessState>(() => EMPTY);
  let keepsExited = true;
  let since: MarkedSince = { exited: new Map(), fresh: new Map() };
  /** What was told last, and which of these is shown. */
  let told: Sample = EMPTY;
  let shown: Sample = EMPTY;
  let isAtWork = false;

  /** Marks that began at that moment (ms of `performance.now()`) or before it are over. */
  const overBefore = (): number => performance.now() - MARKED_FOR + EARLY;
  const isMarkOver = (): boolean => [since.fresh, since.exited].some((marks) => [...marks.values()].some((moment) => moment <= overBefore()));
  const isBehind = (): boolean => told !== shown || isMarkOver();

  const reckon = (sample: Sample): Job<NextTable> =>
    nextTable(store.getState(), since, sample, { now: performance.now(), overBefore: overBefore(), keepsExited });

  const publish = (next: NextTable, sample: Sample): void => {
    const hasNewMarks = next.since.fresh !== since.fresh || next.since.exited !== since.exited;
    since = next.since;
    shown = sample;
    store.setState(next.state, true);
    if (hasNewMarks) setTimeout(begin, MARKED_FOR);
  };

  const showAtOnce = (): void => publish(finish(reckon(told)), told);

  /** Does it now. While the view is frozen it does not, and what was told last is shown when that goes on. */
  const ifLetIn = (run: () => void): boolean => {
    let isNow = true;
    let hasRun = false;
    letIn('table', () => {
      hasRun = isNow;
      if (isNow) run();
      else showAtOnce();
    });
    isNow = false;
    return hasRun;
  };

  const work = function* (): Job {
    isAtWork = true;
    try {
      while (isBehind()) {
        const before = store.getState();
        const sample = told;
        // For the sake of the marks alone the same rows come once more: those that were told may have changed since.
        const next = yield* reckon(sample === shown ? before : sample);
        yield;
        yield* prepare(next.state);
        yield;
        // What it was compared with may be gone by now: then it is reckoned again.
        if (!ifLetIn(() => store.getState() === before && publish(next, sample))) return;
      }
    } finally {
      isAtWork = false;
    }
  };
  const begin = (): void => void ifLetIn(() => isAtWork || runInTasks(work()));

  return {
    ...store,
    take: (rows, clock, capabilities) => {
      told = { rows, clock, capabilities: capabilities ?? told.capabilities };
      ifLetIn(showAtOnce);
    },
    takeInSteps: (rows, clock) => {
      told = { rows, clock, capabilities: told.capabilities };
      begin();
    },
    keepExited: (isOn) => {
      keepsExited = isOn;
      if (!isOn) publish(finish(reckon(store.getState())), shown);
    },
  };
}

function* nothing(): Job {}
