import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { limitRate } from '../../../../electron/engine/hosting/limitRate.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('passes so many lines in a window, says once that there were more, and passes lines again in the next', () => {
  const lines: string[] = [];
  const log = limitRate((line) => lines.push(line), 3, 1000);
  for (let i = 0; i < 10_000; i++) log(`line ${i}`);
  expect(lines).toEqual(['line 0', 'line 1', 'line 2', 'More of the same is not logged for a while.']);
  vi.advanceTimersByTime(1000);
  log('later');
  expect(lines.at(-1)).toBe('later');
});
