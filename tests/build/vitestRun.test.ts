import { expect, test } from 'vitest';
import { countReport } from '../../build/vitestRun.mjs';

const report = { numPassedTests: 3, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };
const loaded = { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] };

test('todo counts as skipped', () => {
  expect(countReport({ ...report, testResults: [loaded] })).toEqual({ passed: 3, failed: 1, skipped: 3 });
});

test('a file that does not load, or whose hook fails, counts as a failure', () => {
  const unloaded = { status: 'failed', assertionResults: [] };
  const hookFailed = { status: 'failed', assertionResults: [{ status: 'passed' }] };
  expect(countReport({ ...report, testResults: [loaded, unloaded, hookFailed] }).failed).toBe(3);
});
