import { describe, expect, it } from 'vitest';
import { NO_BACKOFF, nextInterval, Pacer, type PaceFacts } from '../../../electron/engine/pacing.ts';

const FACTS: PaceFacts = { wanted: 1000, isSeen: true, isOnBattery: null, cost: null, backoff: NO_BACKOFF };
const backoff = (factor: number) => ({ factor, dear: 0, cheap: 0 });

describe('interval and reasons', () => {
  it.each([
    ['as wanted', {}, 1000, []],
    ['plugged in', { isOnBattery: false }, 1000, []],
    ['hidden', { isSeen: false }, 30_000, ['hidden']],
    ['on battery', { isOnBattery: true }, 2000, ['battery']],
    ['hidden on battery', { isSeen: false, isOnBattery: true }, 60_000, ['hidden', 'battery']],
    ['too dear', { backoff: backoff(4) }, 4000, ['cost']],
    ['too dear on battery', { backoff: backoff(4), isOnBattery: true }, 8000, ['cost', 'battery']],
    ['never beyond 10 s for its cost', { backoff: backoff(64) }, 10_000, ['cost']],
    ['hidden, the cost lengthens nothing further', { backoff: backoff(8), isSeen: false }, 30_000, ['hidden']],
    ['a slow interval that was asked for stays', { wanted: 30_000, backoff: backoff(8) }, 30_000, []],
  ])('%s', (_, facts, interval, slowed) => {
    expect(nextInterval({ ...FACTS, ...facts })).toMatchObject({ interval, slowed });
  });
});

/** The intervals after samples of these costs, each CPU ms. */
function intervals(costs: readonly number[], pacer = visible()): number[] {
  return costs.map((cost) => pacer.weigh(cost).interval);
}
function visible(): Pacer {
  const pacer = new Pacer(1000);
  pacer.see(true);
  return pacer;
}

describe('cost', () => {
  it('begins hidden', () => {
    expect(new Pacer(250).interval).toBe(7500);
  });

  it('doubles at the second sample above 5 %, again while that is not enough, up to 10 s', () => {
    expect(intervals(Array.from({ length: 12 }, () => 600))).toEqual([1000, 2000, 2000, 4000, 4000, 8000, 8000, 10_000, 10_000, 10_000, 10_000, 10_000]);
  });

  it('one dear sample alone changes nothing', () => {
    expect(intervals([60, 10, 60, 10, 500, 10])).toEqual([1000, 1000, 1000, 1000, 1000, 1000]);
  });

  it('comes back after five samples that half the interval can well afford', () => {
    const pacer = visible();
    intervals([60, 60], pacer);
    expect(intervals([10, 10, 10, 10, 10, 10], pacer)).toEqual([2000, 2000, 2000, 2000, 1000, 1000]);
  });

  it.each([36, 45, 51, 70, 99])('does not flap: a cost of %i ms a sample settles', (cost) => {
    const seen = intervals(Array.from({ length: 200 }, () => cost));
    expect(new Set(seen.slice(10)).size).toBe(1);
  });

  it.each([
    [40, 60],
    [49, 52],
    [30, 110],
  ])('does not flap between %i and %i ms', (one, other) => {
    const seen = intervals(Array.from({ length: 200 }, (_, index) => (index % 4 < 2 ? one : other)));
    const turns = seen.filter((interval, index) => index > 20 && interval !== seen[index - 1]);
    expect(turns).toEqual([]);
  });

  it('hidden, cheap samples prove nothing: back in view it is as slow as before', () => {
    const pacer = visible();
    intervals([60, 60], pacer);
    expect(pacer.see(false)).toMatchObject({ interval: 30_000, slowed: ['hidden'] });
    intervals([10, 10, 10, 10, 10, 10, 10], pacer);
    expect(pacer.see(true)).toMatchObject({ interval: 2000, slowed: ['cost'] });
  });

  it('battery and back', () => {
    const pacer = visible();
    expect(pacer.power(true)).toMatchObject({ interval: 2000, slowed: ['battery'] });
    expect(pacer.power(false)).toMatchObject({ interval: 1000, slowed: [] });
  });
});
