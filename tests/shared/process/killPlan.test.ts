import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSignalablePid, planSignal, refusalOf } from '../../../shared/process/killPlan.ts';
import type { Row } from '../../../shared/process/row.ts';
import type { SignalName } from '../../../shared/process/signals.ts';
import { makeRow } from './rowFixture.ts';

const self = { pid: 500, ancestors: [400, 300] };
const facts = { startTime: 10, state: 'S', threads: 1, isKernelThread: false, comm: 'prog', user: 'ann' };

describe('isSignalablePid', () => {
  it.each(['', [], false, '0', -0, -1, Number.NaN, 1.5, 2 ** 32, '12', 0, 1, null, undefined, {}, [12], Number.POSITIVE_INFINITY, 4_194_305])(
    'E5 refuses %j',
    (pid) => {
      expect(isSignalablePid(pid)).toBe(false);
    },
  );
  it.each([2, 12, 4_194_304])('E5 accepts %j', (pid) => {
    expect(isSignalablePid(pid)).toBe(true);
  });
  it('E5 accepts nothing but integers from 2 to the largest pid', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything({ withBigInt: true }), fc.integer({ min: -5, max: 10 })), (value) => {
        expect(isSignalablePid(value)).toBe(typeof value === 'number' && Number.isInteger(value) && value > 1 && value <= 4_194_304);
      }),
    );
  });
});

describe('refusalOf', () => {
  it.each([
    ['E6 pid 1', 1, {}, 'init'],
    ['E5 pid 0, the own group', 0, {}, 'invalid-pid'],
    ['E5 pid -1, everything', -1, {}, 'invalid-pid'],
    ['E5 this program', 500, {}, 'self'],
    ['E5 its parent', 400, {}, 'own-ancestor'],
    ['E5 its ancestor', 300, {}, 'own-ancestor'],
    ['B10 a kernel thread', 60, { isKernelThread: true }, 'kernel-thread'],
    ['E8 a zombie', 60, { state: 'Z' }, 'zombie'],
    ['B5 a leader that exited while threads live', 60, { state: 'Z', threads: 2 }, null],
    ['B2 an uninterruptible sleeper', 60, { state: 'D' }, null],
    ['A12 a user process that imitates a kernel thread', 60, { comm: 'kworker/u8:3' }, null],
    ['kernel thread or not is unknown', 60, { isKernelThread: null }, null],
  ] as const)('%s', (_, pid, some, refusal) => {
    expect(refusalOf({ pid }, makeRow(pid, 1, { ...facts, ...some }), self)).toBe(refusal);
  });
});

describe('planSignal', () => {
  const plan = (signal: SignalName, some: Parameters<typeof makeRow>[2] = {}) => {
    const row = makeRow(60, 1, { ...facts, ...some });
    return planSignal([row.id], signal, new Map([[row.key, row]]), self).targets[0]!.expectation;
  };

  it.each([
    ['SIGTERM', { kind: 'asked' }],
    ['SIGKILL', { kind: 'ends' }],
    ['SIGSTOP', { kind: 'stops' }],
    ['SIGCONT', { kind: 'resumes' }],
    ['SIGCHLD', { kind: 'notified' }],
    ['SIGHUP', { kind: 'asked' }],
  ] as const)('says what %s will do', (signal, expectation) => {
    expect(plan(signal)).toEqual(expectation);
  });

  it('B8 says that a process in uninterruptible sleep makes even SIGKILL wait', () => {
    expect(plan('SIGKILL', { state: 'D' })).toEqual({ kind: 'waits' });
    expect(plan('SIGCONT', { state: 'D' })).toEqual({ kind: 'resumes' });
  });

  it('E8 refuses a zombie with its reason', () => {
    expect(plan('SIGKILL', { state: 'Z' })).toEqual({ kind: 'refused', reason: 'zombie' });
  });

  it('lists every target in order, with name and owner, and what is gone', () => {
    const row = makeRow(60, 1, facts);
    const gone = { pid: 61, startTime: 5, inode: null };
    const reused = { pid: 60, startTime: 9, inode: null };
    const { signal, targets } = planSignal(
      [row.id, gone, reused, { pid: 1, startTime: 0, inode: null }],
      'SIGTERM',
      new Map<string, Row>([[row.key, row]]),
      self,
    );
    expect(signal).toBe('SIGTERM');
    expect(targets).toEqual([
      { id: row.id, name: 'prog', user: 'ann', expectation: { kind: 'asked' } },
      { id: gone, name: '', user: null, expectation: { kind: 'gone' } },
      { id: reused, name: '', user: null, expectation: { kind: 'gone' } },
      { id: { pid: 1, startTime: 0, inode: null }, name: '', user: null, expectation: { kind: 'refused', reason: 'init' } },
    ]);
  });
});
