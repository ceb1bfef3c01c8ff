import type { ProcessDescriptor } from 'ps-list';
import { describe, expect, it } from 'vitest';
import { parseListed } from '../../../../electron/engine/providers/portable/listedProcess.ts';
import { StartTimes } from '../../../../electron/engine/providers/portable/startTimes.ts';

const startTime = new Date('2026-11-21T09:59:05Z');
const row: ProcessDescriptor = { pid: 9, ppid: 1, uid: 0, name: 'sleep', cmd: 'sleep 5', startTime };
const parse = (some: Partial<ProcessDescriptor>, platform = 'linux') => parseListed({ ...row, ...some }, platform);

describe('parseListed', () => {
  it('takes a plain row as it is', () => {
    expect(parse({})).toEqual({ pid: 9, ppid: 1, uid: 0, name: 'sleep', cmd: 'sleep 5', startTime: startTime.getTime(), isDefunct: false });
  });

  it.each([
    ['a zombie of procps', { name: 'sleep', cmd: '[sleep] <defunct>' }, 'linux', { name: 'sleep', cmd: null, isDefunct: true }],
    ['a zombie of other procps', { name: 'sleep <defunct>', cmd: '[sleep] <defunct>' }, 'linux', { name: 'sleep', cmd: null, isDefunct: true }],
    ['a zombie of macOS', { name: '<defunct>', cmd: '<defunct>' }, 'darwin', { name: null, cmd: null, isDefunct: true }],
    [
      'A2 a name that imitates a zombie',
      { name: 'x <defunct>', cmd: '/bin/x <defunct>' },
      'linux',
      { name: 'x <defunct>', cmd: '/bin/x <defunct>', isDefunct: false },
    ],
    ['A13 no command line', { name: 'kthreadd', cmd: '[kthreadd]' }, 'linux', { cmd: '' }],
    ['A12 a command line that imitates a kernel thread', { name: 'hardproc', cmd: '[kworker/u8:3]' }, 'linux', { cmd: '[kworker/u8:3]' }],
    ['no command line on macOS', { name: 'launchd', cmd: '(launchd)' }, 'darwin', { cmd: '' }],
    ['a command line that the second ps did not see', { cmd: '' }, 'linux', { cmd: null }],
    [
      'A3 no name: ps-list takes the start time for it',
      { name: 'Sat Nov  1 09:59:05 2026', startTime: undefined as never },
      'linux',
      { name: '', startTime: new Date('Sat Nov  1 09:59:05 2026').getTime() },
    ],
    ['a start time that ps-list cannot read', { startTime: undefined as never }, 'linux', { startTime: null }],
    ['a path for a name on macOS', { name: '/opt/My App/x' }, 'darwin', { name: 'x' }],
    ['a slash in a name of Linux', { name: 'kworker/0:1' }, 'linux', { name: 'kworker/0:1' }],
  ] as const)('%s', (_, some, platform, listed) => {
    expect(parse(some, platform)).toMatchObject(listed);
  });

  it('knows of Windows what ps-list tells there', () => {
    expect(parseListed({ pid: 4, ppid: 0, name: 'System' }, 'win32')).toEqual({
      pid: 4,
      ppid: 0,
      name: 'System',
      cmd: null,
      uid: null,
      startTime: null,
      isDefunct: false,
    });
  });
});

describe('StartTimes', () => {
  const settle = (starts: StartTimes, ms: number | null): number | null => starts.settle([{ ...parse({}), startTime: ms }])[0]!.startTime;

  it('keeps the first start time while the readings differ by a second, and drifts with them', () => {
    const starts = new StartTimes();
    expect([10_000, 11_000, 10_000, 11_000, 12_000].map((ms) => settle(starts, ms))).toEqual([10_000, 10_000, 10_000, 10_000, 10_000]);
    expect(starts.startOf({ pid: 9, startTime: 13_000 })).toBe(10_000);
  });

  it('E2 takes a pid that was reused for another process', () => {
    const starts = new StartTimes();
    settle(starts, 10_000);
    expect(settle(starts, 12_000)).toBe(12_000);
    expect(settle(starts, null)).toBeNull();
    expect(settle(starts, 11_000)).toBe(11_000);
  });

  it('forgets who is gone, and names each pid once', () => {
    const starts = new StartTimes();
    settle(starts, 10_000);
    starts.settle([]);
    expect(settle(starts, 10_500)).toBe(10_500);
    expect(starts.settle([parse({}), parse({})])).toHaveLength(1);
  });
});
