import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CHANGE_KINDS,
  type Change,
  formatCpuList,
  formatSetting,
  isSameSetting,
  isValidChange,
  parseCpuList,
  parseSetting,
} from '../../../shared/process/change.ts';

const anyChange: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant('nice' as const), nice: fc.integer({ min: -20, max: 19 }) }),
  fc.record({
    kind: fc.constant('ioPriority' as const),
    ioClass: fc.constantFrom('realtime' as const, 'best-effort' as const),
    level: fc.integer({ min: 0, max: 7 }),
  }),
  fc.record({ kind: fc.constant('ioPriority' as const), ioClass: fc.constantFrom('none' as const, 'idle' as const), level: fc.constant(0) }),
  fc.record({ kind: fc.constant('affinity' as const), cpus: fc.array(fc.integer({ min: 0, max: 8_191 }), { minLength: 1, maxLength: 50 }) }),
  fc.record({ kind: fc.constant('oomScoreAdjust' as const), adjust: fc.integer({ min: -1000, max: 1000 }) }),
);

describe('settings as text', () => {
  it.each([
    [{ kind: 'nice', nice: -5 }, '-5'],
    [{ kind: 'ioPriority', ioClass: 'best-effort', level: 4 }, 'best-effort:4'],
    [{ kind: 'ioPriority', ioClass: 'idle', level: 0 }, 'idle'],
    [{ kind: 'affinity', cpus: [7, 1, 0, 2, 2] }, '0-2,7'],
    [{ kind: 'oomScoreAdjust', adjust: -1000 }, '-1000'],
  ] as const)('%j is %s', (setting, text) => {
    expect(formatSetting(setting)).toBe(text);
  });

  it('what is written is read again as the same', () => {
    fc.assert(
      fc.property(anyChange, (change) => {
        const again = parseSetting(change.kind, formatSetting(change));
        expect(again !== null && isSameSetting(again, change)).toBe(true);
      }),
    );
  });

  it('never throws, and gives nothing that is not valid', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CHANGE_KINDS), fc.oneof(fc.string(), fc.stringMatching(/^[-0-9:,a-z]{0,12}$/)), (kind, text) => {
        const change = parseSetting(kind, text);
        expect(change === null || isValidChange(change)).toBe(true);
      }),
    );
  });

  it.each([
    ['nice', '20'],
    ['nice', '-21'],
    ['nice', '1.5'],
    ['nice', ''],
    ['ioPriority', 'best-effort:8'],
    ['ioPriority', 'idle:3'],
    ['ioPriority', 'best'],
    ['ioPriority', 'realtime:1:2'],
    ['affinity', ''],
    ['affinity', '3-1'],
    ['affinity', '0,8192'],
    ['affinity', '0-9999'],
    ['oomScoreAdjust', '1001'],
  ] as const)('%s %j is none', (kind, text) => {
    expect(parseSetting(kind, text)).toBeNull();
  });
});

describe('CPU lists', () => {
  it.each([
    ['0-3,7\n', [0, 1, 2, 3, 7]],
    ['5', [5]],
    ['1,0,1', [0, 1]],
  ])('%j', (text, cpus) => {
    expect(parseCpuList(text)).toEqual(cpus);
    expect(parseCpuList(formatCpuList(cpus))).toEqual(cpus);
  });
});
