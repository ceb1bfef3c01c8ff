import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatOrder, type HelperOrder, MOST_PRIVILEGED, parseOrder } from '../../../shared/process/helperOrder.ts';
import { isSignalablePid } from '../../../shared/process/killPlan.ts';

const id = { pid: 34, startTime: 56, inode: '78' };
const order: HelperOrder = { deed: { kind: 'signal', signal: 'SIGTERM' }, targets: [id, { ...id, pid: 35, inode: null }], asker: 12 };

describe('an order to the helper', () => {
  it.each<[HelperOrder, string]>([
    [order, 'for 12 signal SIGTERM 34:56:78 35:56'],
    [{ ...order, deed: { kind: 'signal', signal: 'SIGRTMIN+3' } }, 'for 12 signal SIGRTMIN+3 34:56:78 35:56'],
    [{ ...order, deed: { kind: 'change', change: { kind: 'nice', nice: -5 } } }, 'for 12 nice -5 34:56:78 35:56'],
    [{ ...order, deed: { kind: 'change', change: { kind: 'affinity', cpus: [0, 1, 4] } } }, 'for 12 affinity 0-1,4 34:56:78 35:56'],
    [{ ...order, deed: { kind: 'change', change: { kind: 'ioPriority', ioClass: 'idle', level: 0 } } }, 'for 12 ioPriority idle 34:56:78 35:56'],
  ])('%j is `%s`, and is read again as itself', (given, text) => {
    expect(formatOrder(given).join(' ')).toBe(text);
    expect(parseOrder(text.split(' '))).toEqual(given);
  });

  it.each([
    '',
    'for 12 signal SIGTERM',
    'for 12 signal SIGTERM 34',
    'for 12 signal SIGTERM 34:-',
    'for 12 signal SIGTERM 0:1',
    'for 12 signal SIGTERM 1:1',
    'for 12 signal SIGTERM -1:1',
    'for 12 signal SIGTERM 4194305:1',
    'for 12 signal SIGTERM 34:56:78 x',
    'for 12 signal 9 34:56',
    'for 12 signal sigterm 34:56',
    'for 12 signal SIGNOPE 34:56',
    'for 12 exec SIGTERM 34:56',
    'for 12 nice 20 34:56',
    'for 12 nice 5; 34:56',
    'for x signal SIGTERM 34:56',
    'for 0 signal SIGTERM 34:56',
    'signal SIGTERM 34:56',
    '--help',
  ])('E5 %j is none', (text) => {
    expect(parseOrder(text.split(' '))).toBeNull();
  });

  it('has a bounded number of targets', () => {
    const words = (count: number): string[] => ['for', '12', 'signal', 'SIGTERM', ...Array.from({ length: count }, (_, i) => `${i + 2}:1`)];
    expect(parseOrder(words(MOST_PRIVILEGED))?.targets).toHaveLength(MOST_PRIVILEGED);
    expect(parseOrder(words(MOST_PRIVILEGED + 1))).toBeNull();
  });

  it('E1 E5 whatever words come, it names only signalable pids with a start time', () => {
    const word = fc.oneof(
      fc.constantFrom('for', '12', 'signal', 'nice', 'SIGTERM', 'SIGKILL', '34:56', '34:56:78', '1:1', '-1', '34', '$(id)', '`id`', '; id', '--', '\0'),
      fc.string(),
    );
    const near = fc.tuple(fc.constantFrom('for', 'as'), fc.constantFrom('12', '0'), fc.constantFrom('signal', 'nice'), fc.constantFrom('SIGKILL', '5', '99'));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(word),
          fc.tuple(near, fc.array(word)).map(([a, b]) => [...a, ...b]),
        ),
        (words) => {
          for (const { pid, startTime } of parseOrder(words)?.targets ?? []) expect([isSignalablePid(pid), typeof startTime]).toEqual([true, 'number']);
        },
      ),
      { numRuns: 5_000 },
    );
  });
});
