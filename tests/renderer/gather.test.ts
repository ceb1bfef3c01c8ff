import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createGatherer } from '../../renderer/state/gather.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const record = () => {
  const done: string[] = [];
  return { done, say: (what: string) => () => void done.push(what) };
};

it('does together what came within the pause, the newest of each name, counted from the first', () => {
  const { done, say } = record();
  const news = createGatherer(12);
  news.add('table', say('table 1'));
  vi.advanceTimersByTime(8);
  news.add('system', say('system'));
  news.add('table', say('table 2'));
  vi.advanceTimersByTime(3);
  expect(done).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(done).toEqual(['table 2', 'system']);
  news.add('table', say('table 3'));
  vi.advanceTimersByTime(12);
  expect(done).toEqual(['table 2', 'system', 'table 3']);
});

it('does at once what waits when it is asked to, and nothing twice', () => {
  const { done, say } = record();
  const news = createGatherer(12);
  news.add('status', say('status'));
  news.flush();
  expect(done).toEqual(['status']);
  vi.advanceTimersByTime(50);
  expect(done).toEqual(['status']);
});

it('does nothing of what was waiting when it is cleared', () => {
  const { done, say } = record();
  const news = createGatherer(12);
  news.add('status', say('status'));
  news.clear();
  vi.advanceTimersByTime(50);
  expect(done).toEqual([]);
});
