import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isZombie, type StatFacts, statOf } from '../../../shared/process/stat.ts';

const plain: StatFacts = { pid: 10, state: 'S', nice: 0, lockedMemory: 0, sid: 5, threads: 1, pgid: 10, tpgid: null };

describe('statOf', () => {
  it.each([
    ['B1 a plain sleeper', {}, 'S'],
    ['B1 favoured', { nice: -1 }, 'S<'],
    ['B1 nice', { nice: 19 }, 'SN'],
    ['B1 locked memory', { lockedMemory: 4096 }, 'SL'],
    ['B1 session leader', { sid: 10 }, 'Ss'],
    ['B1 many threads', { threads: 2 }, 'Sl'],
    ['B1 foreground group', { tpgid: 10 }, 'S+'],
    ['B1 another group is in the foreground', { tpgid: 11 }, 'S'],
    ['B1 all modifiers in order', { state: 'R', nice: -20, lockedMemory: 1, sid: 10, threads: 9, tpgid: 10 }, 'R<Lsl+'],
    ['B1 a letter that is new to us is shown as it is', { state: 'Q', nice: 1 }, 'QN'],
    ['B2 uninterruptible sleep', { state: 'D' }, 'D'],
    ['B3 inside a PID namespace with an outside tty: no +', { pgid: 0, tpgid: 0 }, 'S'],
    ['B5 leader exited, threads alive', { state: 'Z', threads: 2 }, 'Zl'],
    ['unknown facts add no letter', { nice: null, lockedMemory: null, sid: null, threads: null, pgid: null, tpgid: null }, 'S'],
  ] as const)('%s', (_, facts, stat) => {
    expect(statOf({ ...plain, ...facts })).toBe(stat);
  });

  it('is unknown without a state', () => {
    expect(statOf({ ...plain, state: null })).toBeNull();
  });

  it('B1 keeps the order of ps whatever the facts are', () => {
    const number = fc.option(fc.integer({ min: -20, max: 20 }));
    const facts = fc.record({
      pid: number,
      state: fc.constantFrom('R', 'S', 'D', 'T', 't', 'Z', 'I', 'X'),
      nice: number,
      lockedMemory: number,
      sid: number,
      threads: number,
      pgid: number,
      tpgid: number,
    });
    fc.assert(
      fc.property(facts, (some) => {
        expect(statOf(some)).toMatch(/^[A-Za-z][<N]?L?s?l?\+?$/);
      }),
    );
  });
});

describe('isZombie', () => {
  it.each([
    ['B4 exited, not waited for', 'Z', 1, true],
    ['B5 a leader that exited while threads live', 'Z', 2, false],
    ['threads unknown', 'Z', null, true],
    ['a sleeper', 'S', 1, false],
    ['state unknown', null, 1, false],
  ] as const)('%s', (_, state, threads, zombie) => {
    expect(isZombie({ state, threads })).toBe(zombie);
  });
});
