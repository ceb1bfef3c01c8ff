import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSignalablePid, planSignal, refusalOf, type TargetFacts } from '../../../shared/process/killPlan.ts';
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
    return planSignal({ targets: [row.id], signal }, new Map([[row.key, row]]), self).targets[0]!.expectation;
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
      { targets: [row.id, gone, reused, { pid: 1, startTime: 0, inode: null }], signal: 'SIGTERM' },
      new Map<string, Row>([[row.key, row]]),
      self,
    );
    expect(signal).toBe('SIGTERM');
    expect(targets).toEqual([
      { id: row.id, name: 'prog', user: 'ann', expectation: { kind: 'asked' }, restartedBy: null, respawn: null, ports: null },
      { id: gone, name: '', user: null, expectation: { kind: 'gone' }, restartedBy: null, respawn: null, ports: [] },
      { id: reused, name: '', user: null, expectation: { kind: 'gone' }, restartedBy: null, respawn: null, ports: [] },
      {
        id: { pid: 1, startTime: 0, inode: null },
        name: '',
        user: null,
        expectation: { kind: 'refused', reason: 'init' },
        restartedBy: null,
        respawn: null,
        ports: [],
      },
    ]);
  });
});

describe('planSignal with facts of the target', () => {
  const row = makeRow(60, 1, facts);
  const known: TargetFacts = {
    disposition: { action: 'default', isBlocked: false },
    isPermitted: true,
    restartedBy: { unit: 'a.service', restart: 'always' },
    ports: [{ protocol: 'tcp', address: '0.0.0.0', port: 80 }],
    respawn: { parent: { pid: 10, name: 'supervisor' }, times: 3 },
  };
  const plan = (signal: SignalName, some: Partial<TargetFacts>, values: Parameters<typeof makeRow>[2] = {}) => {
    const target = makeRow(60, 1, { ...facts, ...values });
    const request = { targets: [target.id], signal };
    return planSignal(request, new Map([[target.key, target]]), self, new Map([[target.key, { ...known, ...some }]])).targets[0]!;
  };

  it.each([
    ['SIGTERM', { action: 'default', isBlocked: false }, 'ends'],
    ['SIGTERM', { action: 'caught', isBlocked: false }, 'handles'],
    ['SIGTERM', { action: 'ignored', isBlocked: false }, 'ignores'],
    ['SIGTERM', { action: 'ignored', isBlocked: true }, 'ignores'],
    ['SIGTERM', { action: 'caught', isBlocked: true }, 'blocks'],
    ['SIGTSTP', { action: 'default', isBlocked: false }, 'stops'],
    ['SIGTSTP', { action: 'ignored', isBlocked: false }, 'ignores'],
    ['SIGCONT', { action: 'ignored', isBlocked: true }, 'resumes'],
    ['SIGCHLD', { action: 'default', isBlocked: false }, 'notified'],
    ['SIGCHLD', { action: 'caught', isBlocked: false }, 'handles'],
    ['SIGRTMIN+1', { action: 'default', isBlocked: false }, 'ends'],
    ['SIGTERM', null, 'asked'],
  ] as const)('%s with %j: %s', (signal, disposition, kind) => {
    expect(plan(signal, { disposition }).expectation).toEqual({ kind });
  });

  it('B8 an uninterruptible sleeper waits, and one that ignores the signal ignores it there too', () => {
    expect(plan('SIGKILL', {}, { state: 'D' }).expectation).toEqual({ kind: 'waits' });
    expect(plan('SIGTERM', { disposition: { action: 'ignored', isBlocked: false } }, { state: 'D' }).expectation).toEqual({ kind: 'ignores' });
  });

  it('E7 says beforehand what is not permitted', () => {
    expect(plan('SIGKILL', { isPermitted: false }).expectation).toEqual({ kind: 'privilege' });
  });

  it('tells of ports and of coming back only where the process may end', () => {
    expect(plan('SIGKILL', {})).toMatchObject({ ports: known.ports, restartedBy: known.restartedBy });
    for (const target of [
      plan('SIGSTOP', {}),
      plan('SIGTERM', { disposition: { action: 'ignored', isBlocked: false } }),
      plan('SIGKILL', { isPermitted: false }),
    ]) {
      expect(target).toMatchObject({ ports: [], restartedBy: null });
    }
    expect(plan('SIGKILL', { ports: null }).ports).toBeNull();
  });

  it('names the children that lose their parent, but no target, no zombie, and none of a process that goes on', () => {
    const child = makeRow(61, 60, { ...facts, startTime: 11, comm: 'child' });
    const other = makeRow(62, 60, { ...facts, startTime: 11, comm: 'other' });
    const dead = makeRow(63, 60, { ...facts, startTime: 11, state: 'Z' });
    const table = new Map([row, child, other, dead].map((one) => [one.key, one]));
    const orphans = (signal: SignalName, targets: readonly Row[]) => planSignal({ targets: targets.map(({ id }) => id), signal }, table, self).orphans;
    expect(orphans('SIGKILL', [row, other])).toEqual([{ id: child.id, name: 'child', parent: 60 }]);
    expect(orphans('SIGKILL', [row, other, child])).toEqual([]);
    expect(orphans('SIGSTOP', [row])).toEqual([]);
    expect(orphans('SIGKILL', [child])).toEqual([]);
  });
});
