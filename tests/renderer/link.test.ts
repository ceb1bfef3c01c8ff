import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Opening } from '../../renderer/ports/opening.ts';
import { isTooSilent, type Link, startLink } from '../../renderer/state/link.ts';
import { createProcessStore } from '../../renderer/state/processStore.ts';
import { createSystemStore } from '../../renderer/state/systemStore.ts';
import { process, TestHost } from './testHost.ts';

let link: Link;
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  link.stop();
  vi.useRealTimers();
});

const start = (open: () => Promise<Opening>) => {
  const processes = createProcessStore();
  link = startLink(open, processes, createSystemStore());
  return processes;
};

it('tries again with growing pauses of at most 5 s while nobody answers', async () => {
  const tries: number[] = [];
  start(() => {
    tries.push(Date.now());
    return Promise.resolve({ kind: 'unreachable' });
  });
  await vi.advanceTimersByTimeAsync(30_000);
  const pauses = tries.slice(1).map((at, index) => at - tries[index]!);
  expect(pauses.slice(0, 7)).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000]);
  expect(link.getState().phase).toEqual({ kind: 'lost', why: 'unreachable' });
});

it('does not try again where it was refused', async () => {
  const open = vi.fn(() => Promise.resolve<Opening>({ kind: 'refused', why: 'wrong' }));
  start(open);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(open).toHaveBeenCalledTimes(1);
  expect(link.getState().phase).toEqual({ kind: 'refused', why: 'wrong' });
});

it('F4 after a loss keeps the rows, then has the new ones, with no stale row and a short pause again', async () => {
  const host = new TestHost([process({ pid: 1, ppid: 0 }), process({ pid: 2 })]);
  const processes = start(host.open);
  await vi.advanceTimersByTimeAsync(0);
  expect(link.getState().phase).toEqual({ kind: 'live' });
  for (const pid of [3, 4]) {
    host.lose();
    await vi.advanceTimersByTimeAsync(0);
    expect(link.getState().client).toBeNull();
    expect(processes.getState().rows.size).toBe(2);
    host.rows = [process({ pid: 1, ppid: 0 }), process({ pid })];
    await vi.advanceTimersByTimeAsync(250);
    expect(link.getState().phase).toEqual({ kind: 'live' });
    expect([...processes.getState().rows.values()].map(({ id }) => id.pid)).toEqual([1, pid]);
  }
});

it('F5 asks for a new snapshot after a gap in the numbers', async () => {
  const host = new TestHost([process({ pid: 1, ppid: 0 })]);
  const processes = start(host.open);
  await vi.advanceTimersByTimeAsync(0);
  host.seq += 5;
  host.sample([process({ pid: 1, ppid: 0 }), process({ pid: 7 })]);
  await vi.advanceTimersByTimeAsync(0);
  expect(processes.getState().rows.size).toBe(2);
});

it('does nothing after it was stopped', async () => {
  const host = new TestHost([process({ pid: 1, ppid: 0 })]);
  start(host.open);
  await vi.advanceTimersByTimeAsync(0);
  link.stop();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(host.opened).toHaveBeenCalledTimes(1);
});

it('says that nothing comes any more, though nothing was closed; what comes next takes it back, and a retry connects anew', async () => {
  const host = new TestHost([process({ pid: 1, ppid: 0 })]);
  const open = vi.fn(host.open);
  start(open);
  await vi.advanceTimersByTimeAsync(0);
  await vi.advanceTimersByTimeAsync(6000);
  expect(link.getState().isSilent).toBe(false);
  await vi.advanceTimersByTimeAsync(3000);
  expect(link.getState()).toMatchObject({ isSilent: true, phase: { kind: 'live' } });
  host.sample([process({ pid: 1, ppid: 0 })]);
  await vi.advanceTimersByTimeAsync(0);
  expect(link.getState().isSilent).toBe(false);
  await vi.advanceTimersByTimeAsync(9000);
  expect(link.getState().isSilent).toBe(true);
  link.retry();
  await vi.advanceTimersByTimeAsync(50);
  expect(open).toHaveBeenCalledTimes(2);
  expect(link.getState()).toMatchObject({ isSilent: false, phase: { kind: 'live' } });
});

it('nothing comes while nobody looks, and that is no silence; nor is a longer interval', async () => {
  start(new TestHost([process({ pid: 1, ppid: 0 })]).open);
  await vi.advanceTimersByTimeAsync(0);
  link.setVisible(false);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(link.getState().isSilent).toBe(false);
  expect([isTooSilent(20_000, 10_000), isTooSilent(20_000, 1000), isTooSilent(8000, null)]).toEqual([false, true, true]);
});
