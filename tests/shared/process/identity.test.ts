import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatProcessId, isSameProcess, keyOf, MAX_PID, parseProcessRef } from '../../../shared/process/identity.ts';

describe('keyOf', () => {
  it('names a row by pid and start, and by a dash where the start is unknown', () => {
    expect(keyOf({ pid: 7, startTime: 123 })).toBe('7:123');
    expect(keyOf({ pid: 7, startTime: 0 })).toBe('7:0');
    expect(keyOf({ pid: 7, startTime: null })).toBe('7:-');
  });
});

describe('parseProcessRef', () => {
  it.each([
    ['12', { pid: 12, startTime: undefined, inode: null }],
    ['12:0', { pid: 12, startTime: 0, inode: null }],
    ['12:-', { pid: 12, startTime: null, inode: null }],
    ['12:345:678', { pid: 12, startTime: 345, inode: '678' }],
  ])('reads %j', (text, ref) => {
    expect(parseProcessRef(text)).toEqual(ref);
  });

  it.each(['', ' 12', '12 ', '0', '-1', '+1', '1.5', '0x10', '1e3', '12:', '12:5:', '12:5:0', '12:-5', '12:5:6:7', 'NaN', '12\n', '１２'])(
    'refuses %j',
    (text) => {
      expect(parseProcessRef(text)).toBeNull();
    },
  );

  it('reads back what formatProcessId writes', () => {
    const ids = fc.record({
      pid: fc.integer({ min: 1, max: MAX_PID }),
      startTime: fc.option(fc.integer({ min: 0, max: 1e15 })),
      inode: fc.option(fc.bigInt(1n, 2n ** 63n).map(String)),
    });
    fc.assert(
      fc.property(ids, (id) => {
        expect(parseProcessRef(formatProcessId(id))).toEqual(id);
      }),
    );
  });
});

describe('isSameProcess', () => {
  const id = { pid: 5, startTime: 10, inode: null };
  it.each([
    ['the same pid and start', id, id, true],
    ['another start: the pid was reused (E2)', id, { ...id, startTime: 11 }, false],
    ['another pid', id, { ...id, pid: 6 }, false],
    ['the inode known on one side alone', id, { ...id, inode: '9' }, true],
    ['E1 reused within one tick: only the inode differs', { ...id, inode: '8' }, { ...id, inode: '9' }, false],
    ['an unknown start is not a known one', id, { ...id, startTime: null }, false],
  ])('%s', (_, a, b, same) => {
    expect(isSameProcess(a, b)).toBe(same);
    expect(isSameProcess(b, a)).toBe(same);
  });
});
