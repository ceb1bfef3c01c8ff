import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { finish, type Job, runInTasks } from '../../renderer/state/inTasks.ts';
import { createLineKeeper } from '../../renderer/state/lineKeeper.ts';
import { type LineFacts, lineFacts, linesOf } from '../../renderer/state/lines.ts';
import type { ProcessState } from '../../renderer/state/nextTable.ts';
import { createPauseStore } from '../../renderer/state/pauseStore.ts';
import { createProcessStore, MARKED_FOR } from '../../renderer/state/processStore.ts';
import { createViewStore } from '../../renderer/state/viewStore.ts';
import { FIELDS } from '../../shared/fields/registry.ts';
import type { Row } from '../../shared/process/row.ts';
import { parseQuery } from '../../shared/query/parseQuery.ts';
import { CLOCK, process, TestHost } from './testHost.ts';

const { capabilities } = new TestHost([]);
const tableOf = (...pids: number[]): Map<string, Row> => new Map(pids.map((pid) => process({ pid, ppid: pid === 1 ? 0 : 1 })).map((row) => [row.key, row]));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('a job', () => {
  const jobOf = function* (done: number[], msOfPart: number): Job<string> {
    for (let part = 0; part < 4; part++) {
      vi.spyOn(performance, 'now').mockReturnValue(done.length * msOfPart);
      done.push(part);
      yield;
    }
    return 'whole';
  };

  it('is laid aside where it has taken too long, and goes on in another task', () => {
    const done: number[] = [];
    vi.spyOn(performance, 'now').mockReturnValue(0);
    runInTasks(jobOf(done, 5));
    expect(done).toEqual([0, 1, 2]);
    vi.runAllTimers();
    expect(done).toEqual([0, 1, 2, 3]);
  });

  it('that is short is done at once, and so is what has to be', () => {
    const short: number[] = [];
    runInTasks(jobOf(short, 0));
    expect([short.length, vi.getTimerCount()]).toEqual([4, 0]);
    const long: number[] = [];
    expect([finish(jobOf(long, 100)), long.length]).toEqual(['whole', 4]);
  });
});

/** A store whose tables take `parts` tasks each. */
function slowStore(parts = 3) {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const pause = createPauseStore();
  const prepared: ProcessState[] = [];
  const prepare = function* (next: ProcessState): Job {
    for (let part = 0; part < parts; part++) {
      now += 50;
      yield;
    }
    prepared.push(next);
  };
  const store = createProcessStore({ letIn: pause.letIn, prepare });
  store.take(tableOf(1, 2), CLOCK, capabilities);
  const pids = (): number[] => [...store.getState().rows.values()].map(({ id }) => id.pid);
  /** Lets time pass: timers, and the clock with them. */
  const pass = (ms: number): void => {
    now += ms;
    vi.advanceTimersByTime(ms);
  };
  return { store, pause, prepared, pids, pass };
}

describe('a table that is taken in by steps', () => {
  it('is shown as a whole, when all of it is reckoned', () => {
    const { store, prepared, pids } = slowStore();
    const shown = vi.fn();
    store.subscribe(shown);
    store.takeInSteps(tableOf(1, 2, 3), CLOCK);
    vi.advanceTimersToNextTimer();
    expect([pids(), shown.mock.calls.length]).toEqual([[1, 2], 0]);
    vi.advanceTimersByTime(100);
    expect([pids(), shown.mock.calls.length]).toEqual([[1, 2, 3], 1]);
    expect(store.getState()).toBe(prepared.at(-1));
  });

  it('gives way to the one that is told meanwhile, which is shown too', () => {
    const { store, pids } = slowStore();
    const seen: number[][] = [];
    store.subscribe(() => seen.push(pids()));
    store.takeInSteps(tableOf(1, 2, 3), CLOCK);
    store.takeInSteps(tableOf(1, 3), CLOCK);
    store.takeInSteps(tableOf(1, 4), CLOCK);
    vi.advanceTimersByTime(100);
    expect(seen).toEqual([
      [1, 2, 3],
      [1, 4],
    ]);
  });

  it('is not what it was told: rows that change meanwhile belong to the next', () => {
    const { store, pids } = slowStore();
    const live = tableOf(1, 2, 3);
    store.takeInSteps(live, CLOCK);
    live.clear();
    vi.advanceTimersByTime(100);
    expect(pids()).toEqual([1, 2, 3]);
  });

  it('gives way to a snapshot, and does not come back after it', () => {
    const { store, pids } = slowStore();
    store.takeInSteps(tableOf(1, 2, 3), CLOCK);
    store.take(tableOf(1, 9), CLOCK);
    expect(pids()).toEqual([1, 9]);
    vi.advanceTimersByTime(100);
    expect(pids()).toEqual([1, 9]);
  });

  it('waits while the view is frozen that was not when it began, and is shown when it goes on', () => {
    const { store, pause, pids } = slowStore();
    store.takeInSteps(tableOf(1, 2, 3), CLOCK);
    pause.toggle();
    vi.advanceTimersByTime(1000);
    expect(pids()).toEqual([1, 2]);
    pause.toggle();
    expect(pids()).toEqual([1, 2, 3]);
    // It works again afterwards.
    store.takeInSteps(tableOf(1), CLOCK);
    vi.advanceTimersByTime(100);
    expect(pids()).toEqual([1]);
  });

  it('is shown once more when its marks are over, though nothing else is told', () => {
    const { store, pass } = slowStore();
    store.takeInSteps(tableOf(1, 3), CLOCK);
    pass(100);
    const { exited, fresh } = store.getState();
    expect([[...exited.keys()], [...fresh]]).toEqual([['2:20'], ['3:30']]);
    pass(MARKED_FOR);
    pass(100);
    expect([store.getState().exited.size, store.getState().fresh.size, store.getState().tree.childrenOf.get('1:10')?.length]).toEqual([0, 0, 1]);
  });

  it('keeps what was told while another change was let in', () => {
    const { store, pids } = slowStore();
    store.takeInSteps(tableOf(1, 3), CLOCK);
    store.keepExited(false);
    vi.advanceTimersByTime(200);
    expect([pids(), store.getState().exited.size]).toEqual([[1, 3], 0]);
  });

  it('that could not be reckoned does not keep the next one from being shown', () => {
    let isBroken = true;
    const store = createProcessStore({
      prepare: function* () {
        yield;
        if (isBroken) throw new Error('a bug');
      },
    });
    store.take(tableOf(1), CLOCK, capabilities);
    expect(() => store.takeInSteps(tableOf(1, 2), CLOCK)).toThrow('a bug');
    isBroken = false;
    store.takeInSteps(tableOf(1, 3), CLOCK);
    vi.advanceTimersByTime(100);
    expect(store.getState().rows.size).toBe(2);
  });
});

describe('lines', () => {
  const query = parseQuery('p2', FIELDS);
  const viewOf = () => ({ ...createViewStore('en').getState(), query: query.ok ? query.query : null });
  const stateOf = (...pids: number[]): ProcessState => {
    const store = createProcessStore();
    store.take(tableOf(...pids), CLOCK, capabilities);
    return store.getState();
  };

  it('are reckoned once for the same facts, and ahead for a table that is to come', () => {
    const keeper = createLineKeeper();
    const view = viewOf();
    const [before, next] = [stateOf(1, 2), stateOf(1, 2, 22)];
    const first = keeper.linesOf(lineFacts(before, view));
    expect(keeper.linesOf(lineFacts(before, view))).toBe(first);
    finish(keeper.prepare(next));
    const facts = lineFacts(next, view);
    // Whoever reads a fact now reckons anew.
    const watched = vi.fn();
    const spied = new Proxy(facts, { get: (target, name) => (watched(name), target[name as keyof LineFacts]) });
    const lines = keeper.linesOf(spied);
    expect(lines.lines.map(({ row }) => row.id.pid)).toEqual([1, 2, 22]);
    expect(lines.lines).toEqual(linesOf(facts).lines);
    expect(watched.mock.calls.length).toBeLessThanOrEqual(2 * Object.keys(facts).length);
  });

  it('are reckoned anew where the view has changed since', () => {
    const keeper = createLineKeeper();
    const [before, next] = [stateOf(1, 2), stateOf(1, 2, 3)];
    keeper.linesOf(lineFacts(before, viewOf()));
    finish(keeper.prepare(next));
    const other = { ...viewOf(), query: null };
    expect(keeper.linesOf(lineFacts(next, other)).lines).toHaveLength(3);
  });

  it('of a tree of present parents do not hang on the lineage', () => {
    const keeper = createLineKeeper();
    const [state, view] = [stateOf(1, 2), viewOf()];
    const first = keeper.linesOf(lineFacts(state, view, FIELDS, { orphans: new Map(), ghosts: [] }));
    expect(keeper.linesOf(lineFacts(state, view, FIELDS, { orphans: new Map(), ghosts: [] }))).toBe(first);
  });
});
