import { describe, expect, it } from 'vitest';
import { NO_BACKOFF, nextInterval, Pacer, type PaceFacts } from '../../../electron/engine/pacing.ts';

const FACTS: PaceFacts = { wanted: 1000, isSeen: true, isOnBattery: null, cost: null, backoff: NO_BACKOFF };
const backoff = (factor: number) => ({ ...NO_BACKOFF, factor });

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

  it.each([36, 45])('never backs off for a cost of %i ms a sample, which is allowed', (cost) => {
    expect(new Set(intervals(Array.from({ length: 200 }, () => cost)))).toEqual(new Set([1000]));
  });

  /** How often the interval changes, once it has backed off. */
  const turnsIn = (seen: readonly number[]): number => seen.filter((interval, index) => index > 2 && interval !== seen[index - 1]).length;

  it.each([51, 60])('tries half the interval again where %i ms may be less there, more and more seldom as it is not', (cost) => {
    const seen = intervals(Array.from({ length: 1_000 }, () => cost));
    // After 15 samples, then 30, 60 …: each try is a turn there and one back.
    expect(turnsIn(seen)).toBeLessThanOrEqual(12);
    expect(turnsIn(seen.slice(500))).toBeLessThanOrEqual(2);
    expect(seen.filter((interval) => interval === 1000).length).toBeLessThan(20);
  });

  it.each([71, 99])('tries nothing where %i ms cannot be cheap at half the interval', (cost) => {
    expect(turnsIn(intervals(Array.from({ length: 200 }, () => cost)))).toBe(0);
  });

  it('a start that was dear does not leave it slow: what half a round costs less shows when it is tried', () => {
    const pacer = visible();
    intervals([70, 70], pacer);
    expect(pacer.interval).toBe(2000);
    const seen = Array.from({ length: 40 }, () => pacer.weigh(6 + 18 * (pacer.interval / 1000)).interval);
    expect(seen.slice(20)).toEqual(Array.from({ length: 20 }, () => 1000));
  });

  it.each([
    [40, 60],
    [49, 52],
    [30, 110],
  ])('hardly turns between %i and %i ms', (one, other) => {
    const seen = intervals(Array.from({ length: 1_000 }, (_, index) => (index % 4 < 2 ? one : other)));
    expect(turnsIn(seen.slice(500))).toBeLessThanOrEqual(2);
  });

  it('hidden, cheap samples prove nothing: back in view it is as slow as before', () => {
    const pacer = visible();
    intervals([60, 60], pacer);
    expect(pacer.see(false)).toMatchObject({ interval: 30_000, slowed: ['hidden'] });
    intervals([10, 10, 10, 10, 10, 10, 10], pacer);
    expect(pacer.see(true)).toMatchObject({ interval: 2000, slowed: ['cost'] });
  });

  it('another interval is taken up at once, with what slows it, and what it may cost goes with it', () => {
    const pacer = visible();
    expect(pacer.want(5000)).toMatchObject({ interval: 5000, slowed: [] });
    expect(pacer.see(false)).toMatchObject({ interval: 150_000, slowed: ['hidden'] });
    expect(pacer.want(500)).toMatchObject({ interval: 15_000, slowed: ['hidden'] });
    expect(pacer.see(true)).toMatchObject({ interval: 500, slowed: [] });
    expect(intervals([40, 40], pacer).at(-1)).toBe(1000);
    expect(pacer.want(10_000)).toMatchObject({ interval: 10_000, slowed: [] });
  });

  it('battery and back', () => {
    const pacer = visible();
    expect(pacer.power(true)).toMatchObject({ interval: 2000, slowed: ['battery'] });
    expect(pacer.power(false)).toMatchObject({ interval: 1000, slowed: [] });
  });
});
