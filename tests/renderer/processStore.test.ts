import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createProcessStore, MARKED_FOR } from '../../renderer/state/processStore.ts';
import { refreshTree } from '../../renderer/state/refreshTree.ts';
import type { Row } from '../../shared/process/row.ts';
import { buildTree } from '../../shared/process/tree.ts';
import { CLOCK, process, TestHost } from './testHost.ts';

const tableOf = (...rows: Row[]) => new Map(rows.map((row) => [row.key, row]));
const init = process({ pid: 1, ppid: 0 });
const shell = process({ pid: 10, threads: 3 });
const { capabilities } = new TestHost([]);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('process store', () => {
  it('marks nothing of the first snapshot as new, what comes later for a moment', () => {
    const store = createProcessStore();
    store.take(tableOf(init), CLOCK, capabilities);
    expect(store.getState().fresh.size).toBe(0);
    store.take(tableOf(init, shell), CLOCK);
    expect([...store.getState().fresh]).toEqual([shell.key]);
    vi.advanceTimersByTime(MARKED_FOR);
    expect(store.getState().fresh.size).toBe(0);
  });

  it('keeps what ended in the tree for 3 s, under its parent, and in no total', () => {
    const store = createProcessStore();
    store.take(tableOf(init, shell), CLOCK, capabilities);
    store.take(tableOf(init), CLOCK);
    const { totals, tree, exited, rows } = store.getState();
    expect([totals.processes, totals.threads, rows.has(shell.key)]).toEqual([1, 1, false]);
    expect([...exited.keys()]).toEqual([shell.key]);
    expect(tree.childrenOf.get(init.key)).toEqual([shell]);
    vi.advanceTimersByTime(MARKED_FOR);
    expect(store.getState().exited.size).toBe(0);
    expect(store.getState().tree.childrenOf.size).toBe(0);
  });

  it('does not take a process for ended that is back under the same identity', () => {
    const store = createProcessStore();
    store.take(tableOf(init, shell), CLOCK, capabilities);
    store.take(tableOf(init), CLOCK);
    store.take(tableOf(init, shell), CLOCK);
    expect(store.getState().tree.childrenOf.get(init.key)).toHaveLength(1);
    expect(store.getState().totals.processes).toBe(2);
  });

  it('follows a process to its new parent', () => {
    const store = createProcessStore();
    const child = process({ pid: 20, ppid: 10 });
    store.take(tableOf(init, shell, child), CLOCK, capabilities);
    const adopted = process({ pid: 20, ppid: 1 });
    store.take(tableOf(init, shell, adopted), CLOCK);
    expect(store.getState().tree.parentOf.get(child.key)?.id.pid).toBe(1);
  });
});

it('a refreshed tree is the tree that would be built', () => {
  const parents = fc.array(fc.nat(), { maxLength: 40 });
  fc.assert(
    fc.property(parents, (draws) => {
      const at = (rss: number) => draws.map((draw, index) => process({ pid: index + 1, ppid: draw % (draws.length + 2), rss }));
      const [before, after] = [at(1), at(2)];
      const built = buildTree(after);
      const refreshed = refreshTree(buildTree(before), tableOf(...after));
      expect(refreshed.roots).toEqual(built.roots);
      expect(refreshed.childrenOf).toEqual(built.childrenOf);
      expect(refreshed.parentOf).toEqual(built.parentOf);
      expect(refreshed.marks).toEqual(built.marks);
    }),
  );
});
