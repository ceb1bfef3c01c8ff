import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../build/root.mjs';
import { countReport, listFailures } from '../../build/vitestRun.mjs';

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

test('what failed is named once more, with what it said', () => {
  const assertionResults = [
    { status: 'passed', fullName: 'a', failureMessages: [] },
    { status: 'failed', fullName: 'b', failureMessages: ['expected 1 to be 2'] },
  ];
  const testResults = [{ name: join(root, 'tests/x.test.ts'), message: '', assertionResults }];
  expect(listFailures({ testResults })).toBe('FAILED tests/x.test.ts > b\nexpected 1 to be 2\n');
});
