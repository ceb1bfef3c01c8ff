import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Clock, FieldValue } from '../../../shared/fields/field.ts';
import { FIELDS, findField } from '../../../shared/fields/registry.ts';
import { orderBy, type Direction, type HeldOrder } from '../../../shared/query/sort.ts';
import { makeRow } from '../process/rowFixture.ts';

const CLOCK: Clock = { takenAt: 10_000, bootedAt: 0, msPerStartUnit: 10 };

function pidsBy(fieldId: string, direction: Direction, rows: ReturnType<typeof makeRow>[]): number[] {
  return orderBy(findField(fieldId)!, direction, CLOCK)
    .sort(rows)
    .map(({ id }) => id.pid);
}

describe('orderBy', () => {
  it('puts unknown last in both directions', () => {
    const rows = [makeRow(1, null, { rss: null }), makeRow(2, null, { rss: 5 }), makeRow(3, null, { rss: 0 })];
    expect(pidsBy('rss', 'ascending', rows)).toEqual([3, 2, 1]);
    expect(pidsBy('rss', 'descending', rows)).toEqual([2, 3, 1]);
  });

  it('keeps equals in the order of their pids in both directions', () => {
    const rows = [makeRow(9, null, { user: 'a' }), makeRow(3, null, { user: 'A' }), makeRow(5, null, { user: 'a' })];
    expect(pidsBy('user', 'ascending', rows)).toEqual([3, 5, 9]);
    expect(pidsBy('user', 'descending', rows)).toEqual([3, 5, 9]);
  });

  it('sorts by what a derived field computes', () => {
    const rows = [makeRow(1, null, { startTime: 10 }), makeRow(2, null, { startTime: 500 }), makeRow(3)];
    expect(pidsBy('elapsed', 'ascending', rows)).toEqual([2, 1, 3]);
  });

  it('compares numbers as numbers', () => {
    expect(pidsBy('pid', 'ascending', [makeRow(100), makeRow(20), makeRow(3)])).toEqual([3, 20, 100]);
  });

  it('is a total order for every field and any values', () => {
    const valuesOf = { number: fc.double({ noNaN: true }), text: fc.string(), flag: fc.boolean(), list: fc.array(fc.string()) };
    const drawn = fc.constantFrom(...FIELDS).chain((field) => {
      const value = fc.option(valuesOf[field.kind] as fc.Arbitrary<FieldValue>);
      return fc.record({
        field: fc.constant(field),
        rows: fc.uniqueArray(fc.record({ pid: fc.integer({ min: 1, max: 50 }), value }), { selector: ({ pid }) => pid }),
      });
    });
    fc.assert(
      fc.property(drawn, fc.constantFrom<Direction>('ascending', 'descending'), ({ field, rows }, direction) => {
        const made = rows.map(({ pid, value }) => makeRow(pid, null, field.id === 'pid' ? {} : { [field.id]: value }));
        const order = [...made].sort(orderBy(field, direction, CLOCK).compare).map(({ key }) => key);
        expect(
          [...made]
            .reverse()
            .sort(orderBy(field, direction, CLOCK).compare)
            .map(({ key }) => key),
        ).toEqual(order);
      }),
    );
  });
});

describe('a held order', () => {
  const row = (pid: number, rss: number | null) => makeRow(pid, null, { rss });
  const rss = findField('rss')!;
  const sorted = (rows: ReturnType<typeof row>[], held: HeldOrder | null) =>
    orderBy(rss, 'descending', CLOCK, held)
      .sort(rows)
      .map(({ id }) => id.pid);

  it('keeps rows where they were when it began, gives a newcomer the place of its first value, and leaves no gap where one goes', () => {
    const held: HeldOrder = new Map();
    expect(sorted([row(1, 10), row(2, 30), row(3, 20)], held)).toEqual([2, 3, 1]);
    expect(sorted([row(1, 99), row(2, 0), row(3, null)], held)).toEqual([2, 3, 1]);
    expect(sorted([row(1, 99), row(2, 0), row(3, 50), row(4, 25)], held)).toEqual([2, 4, 3, 1]);
    expect(sorted([row(1, 99), row(2, 0), row(4, 1)], held)).toEqual([2, 4, 1]);
    expect(sorted([row(1, 99), row(2, 0), row(4, 1)], null)).toEqual([1, 4, 2]);
  });

  it('never lets two rows that it has seen change places, whatever their values do', () => {
    const sample = fc.array(fc.option(fc.nat(5)), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(sample, { minLength: 2, maxLength: 5 }), fc.array(fc.nat(255), { minLength: 5, maxLength: 5 }), (samples, alive) => {
        const held: HeldOrder = new Map();
        let before: number[] = [];
        samples.forEach((values, round) => {
          const rows = values.flatMap((value, index) => ((alive[round]! >> index) & 1 ? [row(index + 1, value)] : []));
          // One row is compared with nobody.
          if (rows.length < 2) return;
          const now = sorted(rows, held);
          expect(now.filter((pid) => before.includes(pid))).toEqual(before.filter((pid) => now.includes(pid)));
          before = now;
        });
      }),
    );
  });
});
