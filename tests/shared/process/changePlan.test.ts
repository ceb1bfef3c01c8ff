import { describe, expect, it } from 'vitest';
import type { Change } from '../../../shared/process/change.ts';
import { type ChangeFacts, planChangeOf, type Powers, privilegeFor } from '../../../shared/process/changePlan.ts';
import { rowOf } from '../../../shared/process/row.ts';
import { describeChangeExpectation } from '../../../shared/words/changeWords.ts';

const NONE: Powers = { CAP_SYS_ADMIN: false, CAP_SYS_NICE: false, CAP_SYS_RESOURCE: false };
const ALL: Powers = { CAP_SYS_ADMIN: true, CAP_SYS_NICE: true, CAP_SYS_RESOURCE: true };
const own: ChangeFacts = { from: { kind: 'nice', nice: 5 }, isMixed: false, isOwn: true, lowestNice: 20 };
const nice = (value: number): Change => ({ kind: 'nice', nice: value });
const adjust = (value: number): Change => ({ kind: 'oomScoreAdjust', adjust: value });

describe('privilegeFor', () => {
  it.each<[string, Change, ChangeFacts, Powers, string | null]>([
    ['a higher nice value of one’s own', nice(6), own, NONE, null],
    ['a lower one', nice(4), own, NONE, 'CAP_SYS_NICE'],
    ['a lower one that RLIMIT_NICE allows', nice(4), { ...own, lowestNice: 0 }, NONE, null],
    ['a lower one than it allows', nice(-1), { ...own, lowestNice: 0 }, NONE, 'CAP_SYS_NICE'],
    ['someone else’s', nice(6), { ...own, isOwn: false }, NONE, 'owner'],
    ['someone else’s with all capabilities', nice(-20), { ...own, isOwn: false }, ALL, null],
    ['real-time I/O', { kind: 'ioPriority', ioClass: 'realtime', level: 0 }, own, NONE, 'CAP_SYS_ADMIN'],
    ['idle I/O', { kind: 'ioPriority', ioClass: 'idle', level: 0 }, own, NONE, null],
    ['CPUs', { kind: 'affinity', cpus: [0] }, own, NONE, null],
    ['CPUs of someone else', { kind: 'affinity', cpus: [0] }, { ...own, isOwn: false }, NONE, 'owner'],
    ['a higher OOM score', adjust(100), { ...own, from: adjust(0) }, NONE, null],
    ['a lower OOM score that may be allowed', adjust(5), { ...own, from: adjust(100) }, NONE, null],
    ['a lower OOM score', adjust(-1), { ...own, from: adjust(0) }, NONE, 'CAP_SYS_RESOURCE'],
    ['someone else’s OOM score', adjust(1), { ...own, isOwn: false, from: adjust(0) }, NONE, 'owner'],
    ['a lower OOM score with CAP_SYS_RESOURCE', adjust(-1), { ...own, from: adjust(0) }, ALL, null],
  ])('%s', (_, change, facts, powers, privilege) => {
    expect(privilegeFor(change, facts, powers)).toBe(privilege);
  });
});

describe('planChangeOf', () => {
  const row = rowOf({ pid: 50, ppid: 1, startTime: 7, comm: 'job', state: 'S', threads: 1, user: 'ann' }, null);
  const zombie = rowOf({ pid: 51, ppid: 50, startTime: 8, comm: 'dead', state: 'Z', threads: 1, user: 'ann' }, null);
  const rows = new Map([row, zombie].map((one) => [one.key, one]));
  const self = { pid: 99, ancestors: [98] };

  it('says for each target what will happen', () => {
    const ids = [row.id, zombie.id, { pid: 52, startTime: 9, inode: null }, { pid: 1, startTime: 0, inode: null }, { pid: 98, startTime: 1, inode: null }];
    const plan = planChangeOf({ targets: ids, change: nice(9), scope: 'marked' }, rows, self, NONE, new Map([[row.key, own]]));
    expect(plan).toMatchObject({ change: nice(9), scope: 'marked' });
    expect(plan.targets.map(({ id }) => id)).toEqual(ids);
    expect(plan.targets.map(({ expectation }) => expectation)).toEqual([
      { kind: 'changes' },
      { kind: 'refused', reason: 'zombie' },
      { kind: 'gone' },
      { kind: 'refused', reason: 'init' },
      { kind: 'refused', reason: 'own-ancestor' },
    ]);
    expect(plan.targets[0]).toMatchObject({ name: 'job', user: 'ann', from: nice(5) });
  });

  it.each([
    [false, 'unchanged'],
    [true, 'changes'],
  ])('the value that it has already, threads that differ: %s', (isMixed, kind) => {
    const plan = planChangeOf({ targets: [row.id], change: nice(5) }, rows, self, NONE, new Map([[row.key, { ...own, isMixed }]]));
    expect(plan.targets[0]!.expectation.kind).toBe(kind);
  });

  it('has words for it in both languages', () => {
    expect(describeChangeExpectation({ kind: 'changes' }, nice(9), nice(5), 'en')).toBe('gets nice 9; it has 5');
    expect(describeChangeExpectation({ kind: 'privilege', privilege: 'owner' }, nice(9), nice(5), 'en')).toContain('another user');
    expect(describeChangeExpectation({ kind: 'unchanged' }, nice(9), null, 'zh')).toBe('已是 nice 值 9');
  });
});
