import { describe, expect, it } from 'vitest';
import { SystemSampler } from '../../../../electron/engine/system/systemSampler.ts';
import type { SystemReading } from '../../../../electron/engine/system/systemReader.ts';

const times = (user: number, idle: number) => ({ user, nice: 0, system: 0, idle, iowait: 0, irq: 0, steal: 0 });

function reading(second: number, more: Partial<SystemReading> = {}): SystemReading {
  return {
    monotonic: second * 1000,
    cpus: 1,
    cpu: times(second * 40, second * 60),
    cores: new Map([[0, times(second * 40, second * 60)]]),
    load: [1, 2, 3],
    memory: { total: 100, available: 60, cached: 20 },
    swap: { total: 0, free: 0 },
    pressure: { cpu: null, memory: null, io: null },
    forks: 1000,
    unknown: { cpuPressure: 'unsupported' },
    ...more,
  };
}

it('the first sample has no shares and no rates, and says why; levels it has', () => {
  const line = new SystemSampler().next(reading(1), 500);
  expect(line).toMatchObject({ overMs: null, cpu: null, forks: null, load: [1, 2, 3], cores: [{ cpu: 0, shares: null }] });
  expect(line.unknown).toEqual({ cpuPressure: 'unsupported', cpu: 'first-sample', forks: 'first-sample' });
});

it('the second has them', () => {
  const sampler = new SystemSampler();
  sampler.next(reading(1), 500);
  const line = sampler.next(reading(2), 0);
  expect(line.cpu).toMatchObject({ user: 40, idle: 60 });
  expect(line.cores[0]!.shares).toEqual(line.cpu);
  expect(line.unknown).toEqual({ cpuPressure: 'unsupported' });
});

it('a core that goes offline and comes back is no crash and no spike', () => {
  const sampler = new SystemSampler();
  const two = new Map([
    [0, times(10, 10)],
    [1, times(10, 10)],
  ]);
  sampler.next(reading(1, { cores: two }), 0);
  expect(sampler.next(reading(2, { cores: new Map([[0, times(20, 20)]]) }), 0).cores).toMatchObject([{ cpu: 0, shares: { user: 50 } }]);
  const back = sampler.next(
    reading(3, {
      cores: new Map([
        [0, times(30, 30)],
        [1, times(9000, 10)],
      ]),
    }),
    0,
  );
  expect(back.cores).toMatchObject([{ shares: { user: 50 } }, { cpu: 1, shares: null }]);
});

it('D9 without /proc/stat everything of it is unknown with its reason', () => {
  const sampler = new SystemSampler();
  const none = reading(1, { cpus: null, cpu: null, cores: new Map(), forks: null, unknown: { cpu: 'unsupported', forks: 'unsupported' } });
  sampler.next(none, 3);
  expect(sampler.next(none, 3)).toMatchObject({ cpus: null, cpu: null, cores: [], forks: null, unknown: { cpu: 'unsupported', forks: 'unsupported' } });
});

describe('D6 forks', () => {
  /** Forks and births, sample by sample → what is said to be unseen. */
  const unseen = (...samples: (readonly [forks: number, births: number])[]) => {
    const sampler = new SystemSampler();
    let forks = 1000;
    sampler.next(reading(0), 0);
    return samples.map(([made, births], index) => {
      forks += made;
      return sampler.next(reading(index + 1, { forks }), births).forks!.unseen;
    });
  };

  it('per second, and those that no sample saw', () => {
    const sampler = new SystemSampler();
    sampler.next(reading(0), 50);
    expect(sampler.next(reading(2, { forks: 3000 }), 10).forks).toEqual({ perSecond: 1000, unseen: 1990 });
  });

  it('one that was seen before it was counted is set off at the next sample', () => {
    expect(unseen([4, 5], [1, 0], [3, 3])).toEqual([0, 0, 0]);
  });

  it('and only there: births that were never counted keep nothing silent', () => {
    expect(unseen([0, 500], [10, 0], [10, 0])).toEqual([0, 0, 10]);
  });

  it('D12 a counter that went back gives 0', () => {
    const sampler = new SystemSampler();
    sampler.next(reading(0, { forks: 5000 }), 0);
    expect(sampler.next(reading(1, { forks: 10 }), 0).forks).toEqual({ perSecond: 0, unseen: 0 });
  });
});
