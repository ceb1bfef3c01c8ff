import { describe, expect, it } from 'vitest';
import { type Look, LookRounds } from '../../../../../electron/engine/providers/linux/lookRounds.ts';

const PIDS = [2, 3, 4, 5, 6, 101, 102, 103, 104, 105];

/** What samples at these moments (ms) do with processes that never run, are not in view, and were read whole in the first. */
function looksAt(moments: readonly number[], isSeen: (i: number) => boolean = () => true): Look[][] {
  const rounds = new LookRounds();
  const fullAt = new Map(PIDS.map((pid) => [pid, 1]));
  return moments.map((now, i) => {
    rounds.begin(now, isSeen(i), PIDS.length);
    return PIDS.map((pid) => {
      const look = rounds.lookAt(pid, fullAt.get(pid)!, 1, 0, false);
      if (look === 'full') fullAt.set(pid, rounds.tick);
      return look;
    });
  });
}

const every = (ms: number, count: number): number[] => Array.from({ length: count }, (_, i) => i * ms);

/** The longest time (ms) that a process was not read whole. */
function longestWait(moments: readonly number[], looks: readonly Look[][]): number {
  return Math.max(
    ...PIDS.map((_, at) => {
      const full = moments.filter((_moment, i) => i === 0 || looks[i]![at] === 'full');
      return Math.max(...full.slice(1).map((moment, i) => moment - full[i]!), moments.at(-1)! - full.at(-1)!);
    }),
  );
}

describe('every row is read whole within 5 s', () => {
  it.each([
    ['a sample a second, each a little late', every(1_003, 60)],
    ['four samples a second', every(250, 240)],
    ['a sample in three seconds', every(3_000, 20)],
    ['samples of changing intervals', Array.from({ length: 60 }, (_, i) => i * 1_000 + (i % 3) * 150)],
  ])('%s', (_name, moments) => expect(longestWait(moments, looksAt(moments))).toBeLessThanOrEqual(5_100));

  it('and never all of them in one sample, once they are spread', () => {
    for (const looks of looksAt(every(1_000, 60)).slice(10)) expect(looks.filter((look) => look === 'full').length).toBeLessThanOrEqual(PIDS.length / 5);
  });
});

it('half of the idle are passed over after ten samples, all of them after half a minute', () => {
  const looks = looksAt(every(1_000, 60));
  const others = (i: number): Look[] => looks[i]!.filter((look) => look !== 'full');
  expect(new Set(others(5))).toEqual(new Set(['gate']));
  for (const i of [15, 20, 25]) expect(new Set([...others(i), ...others(i + 1)])).toEqual(new Set(['gate', 'none']));
  for (const i of [35, 36, 40]) expect(new Set(others(i))).toEqual(new Set(['none']));
});

it('one in view is looked at in every sample, however long it sleeps', () => {
  const rounds = new LookRounds();
  for (const now of every(1_000, 60)) {
    rounds.begin(now, true, 1);
    expect(rounds.lookAt(7, rounds.tick, 1, 0, true)).not.toBe('none');
  }
});

it('while nobody looks few rows are read whole; who comes back has them all at once', () => {
  const moments = every(10_000, 12);
  const looks = looksAt(moments, (i) => i < 2 || i === 10);
  for (const unseen of looks.slice(4, 10)) expect(unseen.filter((look) => look === 'full').length).toBeLessThanOrEqual(PIDS.length / 3);
  expect(new Set(looks[10])).toEqual(new Set(['full']));
  expect(longestWait(moments, looks)).toBeLessThanOrEqual(60_000);
});

it('of 20,000 rows no sample reads more than a fifth whole, at any pace, and each is read in its turn', () => {
  const rounds = new LookRounds();
  const pids = Array.from({ length: 20_000 }, (_, i) => i + 1);
  const fullAt = new Map(pids.map((pid) => [pid, 1]));
  for (const now of every(4_000, 30)) {
    rounds.begin(now, true, pids.length);
    const full = pids.filter((pid) => rounds.lookAt(pid, fullAt.get(pid)!, 1, 0, false) === 'full');
    for (const pid of full) fullAt.set(pid, rounds.tick);
    if (rounds.tick > 12) expect(full.length).toBeLessThanOrEqual(4_000);
  }
  expect(Math.min(...fullAt.values())).toBeGreaterThanOrEqual(rounds.tick - 5);
});
