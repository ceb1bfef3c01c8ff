import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { History } from '../../../../electron/engine/history/history.ts';
import type { Values } from '../../../../shared/fields/registry.ts';
import { FIELDS, sentFields } from '../../../../shared/fields/registry.ts';
import { packChanges } from '../../../../shared/process/changeBlock.ts';
import { HISTORY_IDS, HISTORY_MS, type HistorySeries, type Track, valueAt } from '../../../../shared/process/history.ts';
import { type Row, type RowChange, rowOf } from '../../../../shared/process/row.ts';
import { packRows, ProcessTable } from '../../../../shared/process/snapshot.ts';

const FIELD_IDS = sentFields(FIELDS).map(({ id }) => id);
const BOOT = 1_800_000_000_000;
/** The monotonic clock begins somewhere else than the other. */
const BEGIN = 7_000_000;

type Cell = Partial<Pick<Values, 'cpuPercent' | 'rss' | 'threads' | 'readRate' | 'writeRate'>>;

/** A table that a test moves from sample to sample, with the history that hears of it as the service's does. */
class World {
  readonly table = new ProcessTable();
  readonly history: History;
  seq = 0;
  /** ms since the begin */
  now = 0;
  /** What the machine slept through, where the monotonic clock stood. */
  slept = 0;

  constructor(mostBlocks?: number) {
    this.history = new History(mostBlocks);
  }

  /** The next sample, so many ms after the last: who is there, with what. `startTime` in ms since boot. */
  sample(afterMs: number, rows: readonly (Cell & { readonly pid: number; readonly startTime: number | null })[], pace = 0): void {
    this.now += afterMs;
    const clock = { takenAt: BOOT + BEGIN + this.now + this.slept, bootedAt: BOOT, msPerStartUnit: 1 };
    const next = new Map(rows.map((cell) => [`${cell.pid}:${cell.startTime ?? '-'}`, cell]));
    const added: Row[] = [];
    const changed: [string, RowChange][] = [];
    for (const [key, cell] of next) {
      const before = this.table.rows.get(key);
      if (before === undefined) added.push(rowOf({ ...cell, comm: 'p' }, null));
      else {
        const old = before.values as unknown as Record<string, unknown>;
        const values = Object.fromEntries(Object.entries(cell).filter(([id, value]) => old[id] !== value));
        if (Object.keys(values).length > 0) changed.push([key, { values }]);
      }
    }
    const gone = [...this.table.rows.keys()].filter((key) => !next.has(key));
    const delta = { seq: this.seq++, clock, added: packRows(added, FIELD_IDS), changed: packChanges(changed), gone };
    this.history.tick(BEGIN + this.now, clock, pace);
    this.history.take(delta, this.table.rows);
    this.table.apply(delta);
  }

  /** What the reader found between two samples. */
  find(key: string, values: Cell): void {
    const delta = { seq: this.seq++, clock: this.table.clock, added: packRows([], FIELD_IDS), changed: packChanges([[key, { values }]]), gone: [] };
    this.history.take(delta, this.table.rows);
    this.table.apply(delta);
  }

  track(key: string, overMs = HISTORY_MS, series: readonly HistorySeries[] = HISTORY_IDS): Track | undefined {
    return this.history.tracks([key], series, overMs, this.table.rows, this.table.clock)[0];
  }
}

const old = { startTime: 5 } as const;

describe('history', () => {
  it('tells levels from their sample on and rates for the time before it', () => {
    const world = new World();
    world.sample(0, [{ pid: 1, ...old, cpuPercent: null, rss: 10, threads: 1 }]);
    world.sample(1000, [{ pid: 1, ...old, cpuPercent: 0, rss: 10, threads: 1 }]);
    world.sample(1000, [{ pid: 1, ...old, cpuPercent: 50.04, rss: 20, threads: 3 }]);
    world.sample(1000, [{ pid: 1, ...old, cpuPercent: 0, rss: 20, threads: 3 }]);
    expect(world.track('1:5')).toEqual({
      key: '1:5',
      endedAt: null,
      series: {
        cpu: { ago: [3000, 2000, 1000], values: [0, 50, 0] },
        memory: { ago: [3000, 1000], values: [10, 20] },
        threads: { ago: [3000, 1000], values: [1, 3] },
        io: { ago: [3000], values: [null] },
      },
    });
    expect(world.track('1:5', 1500, ['cpu'])?.series).toEqual({ cpu: { ago: [1500, 1000], values: [50, 0] } });
    expect(world.track('2:5')).toBeUndefined();
  });

  it('takes no memory for who does not change, and none for the first percent of anyone', () => {
    const world = new World();
    const rows = Array.from({ length: 500 }, (_, pid) => ({ pid: pid + 1, ...old, rss: 4096, threads: 1 }));
    for (let i = 0; i < 20; i++)
      world.sample(
        1000,
        rows.map((row) => ({ ...row, cpuPercent: i === 0 ? null : 0 })),
      );
    expect(world.history.size).toMatchObject({ bytes: expect.any(Number), tracks: 0, blocks: 0 });
    expect(world.track('7:5')?.series.cpu).toEqual({ ago: [19_000], values: [0] });
  });

  it('knows I/O only while it is read', () => {
    const world = new World();
    world.sample(0, [{ pid: 1, ...old, readRate: null, writeRate: null }]);
    world.sample(1000, [{ pid: 1, ...old }]);
    world.find('1:5', { readRate: 100, writeRate: 20 });
    world.sample(1000, [{ pid: 1, ...old }]);
    world.find('1:5', { readRate: null, writeRate: null });
    world.sample(1000, [{ pid: 1, ...old }]);
    expect(world.track('1:5')?.series.io).toEqual({ ago: [3000, 2000], values: [120, null] });
  });

  it('leaves holes where nothing was sampled, and where the machine slept', () => {
    const world = new World();
    const row = { pid: 1, ...old, cpuPercent: 10, rss: 10 };
    for (let i = 0; i < 3; i++) world.sample(1000, [row]);
    world.sample(30_000, [{ ...row, rss: 20 }]);
    for (let i = 0; i < 2; i++) world.sample(1000, [{ ...row, rss: 20 }]);
    expect(world.track('1:5')?.series.memory).toEqual({ ago: [34_000, 32_000, 2000], values: [10, null, 20] });
    expect(world.track('1:5')?.series.cpu).toEqual({ ago: [34_000, 32_000, 2000], values: [10, null, 10] });
    world.slept += 3_600_000;
    world.sample(1000, [{ ...row, rss: 20 }]);
    world.sample(1000, [{ ...row, rss: 20 }]);
    expect(world.track('1:5', 4_500, ['memory'])?.series.memory).toEqual({ ago: [4500, 4000, 2000, 1000], values: [null, 20, null, 20] });
  });

  it('has no holes where samples are as far apart as they are wanted to be', () => {
    const world = new World();
    const row = { pid: 1, ...old, rss: 10 };
    for (let i = 0; i < 4; i++) world.sample(20_000, [row], 20_000);
    expect(world.track('1:5')?.series.memory).toEqual({ ago: [60_000], values: [10] });
    world.sample(31_000, [row], 20_000);
    expect(world.track('1:5')?.series.memory).toEqual({ ago: [91_000, 31_000, 0], values: [10, null, 10] });
  });

  it('begins with the process, ends with it, and forgets it ten minutes later', () => {
    const world = new World();
    const other = { pid: 9, ...old };
    world.sample(0, [other]);
    world.sample(1000, [other]);
    const born = { pid: 2, startTime: BEGIN + 1500, rss: 5, cpuPercent: null };
    world.sample(1000, [other, born]);
    for (let i = 0; i < 20; i++) world.sample(1000, [other, { ...born, cpuPercent: 100, rss: 5 + i }]);
    expect(world.track(`2:${born.startTime}`)?.series.cpu).toEqual({ ago: [20_000], values: [100] });
    world.sample(1000, [other]);
    const ended = world.track(`2:${born.startTime}`)!;
    expect(ended.endedAt).toBe(world.table.clock.takenAt);
    expect(ended.series.cpu).toEqual({ ago: [21_000, 0], values: [100, null] });
    world.sample(60_000, [other]);
    expect(valueAt(world.track(`2:${born.startTime}`)!.series.memory!, 60_500)).toBe(24);
    expect(world.track(`2:${born.startTime}`)!.series.memory!.values.at(-1)).toBeNull();
    world.sample(HISTORY_MS - 61_000, [other]);
    expect(world.track(`2:${born.startTime}`)).toBeDefined();
    world.sample(2000, [other]);
    expect(world.track(`2:${born.startTime}`)).toBeUndefined();
    expect(world.history.size).toMatchObject({ ended: 0, tracks: 0, blocks: 0 });
  });

  it('of who lived for a moment it keeps those that somebody looked at', () => {
    const world = new World();
    const other = { pid: 9, ...old };
    world.sample(0, [other]);
    const [seen, unseen] = [2, 3].map((pid) => ({ pid, startTime: BEGIN + 500, rss: 5 }));
    world.sample(1000, [other, seen!, unseen!]);
    world.history.see([`2:${BEGIN + 500}`]);
    world.sample(1000, [other]);
    expect([2, 3].map((pid) => world.track(`${pid}:${BEGIN + 500}`)?.series.memory?.values)).toEqual([[5, null], undefined]);
  });

  it('a pid that is given out again begins anew, also where no start is known', () => {
    const world = new World();
    const first = { pid: 3, startTime: null, rss: 1 };
    world.sample(0, [first]);
    for (let i = 0; i < 15; i++) world.sample(1000, [{ ...first, rss: 1 + i }]);
    world.sample(1000, []);
    expect(world.track('3:-')?.endedAt).not.toBeNull();
    world.sample(1000, [{ ...first, rss: 7 }]);
    expect(world.track('3:-')?.endedAt).toBeNull();
    expect(world.track('3:-')?.series.memory?.values.at(-1)).toBe(7);
    world.sample(1000, [{ pid: 3, startTime: BEGIN + world.now, rss: 8 }]);
    expect(world.track('3:-')?.endedAt).not.toBeNull();
  });

  it('a thousand forks a second for ten minutes leave nothing behind', () => {
    const world = new World();
    const busy = Array.from({ length: 20 }, (_, i) => ({ pid: i + 1, ...old }));
    let pid = 1000;
    let largest = 0;
    for (let second = 0; second < 660; second++) {
      const brief = Array.from({ length: 1000 }, () => ({ pid: pid++, startTime: BEGIN + world.now, rss: 4096, cpuPercent: 3 }));
      world.sample(1000, [...busy.map((row) => ({ ...row, cpuPercent: (second * 7 + row.pid) % 90 })), ...brief]);
      largest = Math.max(largest, world.history.size.bytes);
    }
    expect(world.history.size.ended).toBe(0);
    expect(world.history.size.tracks).toBeLessThanOrEqual(20);
    expect(largest).toBeLessThan(300_000);
  });

  it('those that live a while are kept up to a bound', () => {
    const world = new World();
    let pid = 1;
    const alive: { pid: number; startTime: number; rss: number }[] = [];
    for (let second = 0; second < 120; second++) {
      for (let i = 0; i < 100; i++) alive.push({ pid: pid++, startTime: BEGIN + world.now, rss: pid });
      if (alive.length > 1500) alive.splice(0, 100);
      world.sample(
        1000,
        alive.map((row) => ({ ...row, rss: row.rss + second })),
      );
    }
    expect(world.history.size.ended).toBe(2000);
    expect(world.history.size.bytes).toBeLessThan(2_000_000);
  });

  it('where memory is full the exited go first, then each gives up its own oldest: unknown, not wrong', () => {
    const world = new World(1024);
    const processes = Array.from({ length: 2000 }, (_, i) => ({ pid: i + 1, ...old }));
    for (let second = 0; second < 100; second++)
      world.sample(
        1000,
        processes.map((row) => ({ ...row, cpuPercent: ((second * row.pid) % 83) + 1 })),
      );
    expect(world.history.size.blocks).toBeLessThanOrEqual(1024);
    let known = 0;
    for (const { pid } of processes) {
      const steps = world.track(`${pid}:5`, HISTORY_MS, ['cpu'])!.series.cpu!;
      for (const second of [20, 90, 97, 98]) {
        const told = valueAt(steps, (99 - second) * 1000 + 500);
        if (told === null) continue;
        known++;
        expect(told).toBe(((second * pid) % 83) + 1);
      }
    }
    expect(known).toBeGreaterThan(1000);
  });

  it('tells what a naive memory of all samples tells: exactly for two minutes, within what it was around then for ten', () => {
    const step = fc.record({
      afterMs: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 300, max: 5000 }) }, { weight: 1, arbitrary: fc.integer({ min: 13_000, max: 40_000 }) }),
      cells: fc.array(
        fc.record({
          isThere: fc.boolean(),
          cpuPercent: fc.option(fc.integer({ min: 0, max: 20 }), { nil: null }),
          rss: fc.option(fc.integer({ min: 1, max: 4 }), { nil: null }),
        }),
        { minLength: 3, maxLength: 3 },
      ),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 250 }), (steps) => {
        const world = new World();
        const past: { at: number; rows: Map<string, Cell> }[] = [];
        for (const { afterMs, cells } of steps) {
          // The last one comes and goes; the others stay.
          const rows = cells.flatMap(({ isThere, cpuPercent, rss }, i) =>
            i === 2 && !isThere ? [] : [{ pid: i + 1, startTime: 5, cpuPercent: past.length === 0 ? null : cpuPercent, rss }],
          );
          world.sample(afterMs, rows);
          past.push({ at: world.now, rows: new Map(rows.map((row) => [`${row.pid}:${row.startTime}`, row])) });
        }
        for (const key of ['1:5', '2:5']) {
          const track = world.track(key)!;
          for (let i = Math.max(0, past.length - 200); i < past.length - 1; i++) {
            const [here, next] = [past[i]!, past[i + 1]!];
            const ago = world.now - (here.at + next.at) / 2;
            if (ago > HISTORY_MS) continue;
            const [memory, cpu] = [valueAt(track.series.memory!, ago), valueAt(track.series.cpu!, ago)];
            if (next.at - here.at > 12_000) {
              expect([memory, cpu]).toEqual([null, null]);
              continue;
            }
            const [level, rate] = [here.rows.get(key)!.rss ?? null, next.rows.get(key)!.cpuPercent ?? null];
            if (ago < 110_000) expect([memory, cpu]).toEqual([level, rate]);
            else {
              const around = past.filter(({ at }) => Math.abs(at - here.at) <= 32_000 + 5_000).map(({ rows }) => rows.get(key)!);
              const holds = (value: number | null, of: readonly (number | null | undefined)[]): boolean => {
                const numbers = of.filter((one) => typeof one === 'number');
                return value === null ? of.includes(null) : value >= Math.min(...numbers) - 0.1 && value <= Math.max(...numbers) + 0.1;
              };
              expect(
                holds(
                  memory,
                  around.map(({ rss }) => rss),
                ),
              ).toBe(true);
              expect(
                holds(
                  cpu,
                  around.map(({ cpuPercent }) => cpuPercent),
                ),
              ).toBe(true);
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
