import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Sampler } from '../../../electron/engine/sampler.ts';
import type { ProcessProvider } from '../../../electron/engine/providers/provider.ts';
import { FIELDS } from '../../../shared/fields/registry.ts';
import { NO_CHANGES, packChanges } from '../../../shared/process/changeBlock.ts';
import { type Reading, type Row, rowOf } from '../../../shared/process/row.ts';
import { type Delta, keysOf, packRows, ProcessTable, type RowBlock, unpackRows } from '../../../shared/process/snapshot.ts';
import { makeRow } from './rowFixture.ts';

const clock = { takenAt: 5, bootedAt: 1, msPerStartUnit: 10 };
const FIELD_IDS = ['pid', 'ppid', 'startTime', 'comm', 'args', 'rss', 'isKernelThread'];

const someRow: fc.Arbitrary<Row> = fc
  .record({
    pid: fc.integer({ min: 1, max: 12 }),
    ppid: fc.option(fc.nat(12)),
    startTime: fc.option(fc.nat(2)),
    comm: fc.option(fc.string({ maxLength: 4 })),
    args: fc.option(fc.array(fc.string({ maxLength: 2 }), { maxLength: 2 })),
    rss: fc.option(fc.nat(3)),
    isKernelThread: fc.option(fc.boolean()),
    isDenied: fc.boolean(),
  })
  .map(({ isDenied, ...values }) => rowOf(values, isDenied ? { rss: 'denied' } : null));
const someRows = fc.uniqueArray(someRow, { maxLength: 12, selector: (row) => row.key });

describe('packRows', () => {
  it('gives the same rows back after JSON', () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        const block = JSON.parse(JSON.stringify(packRows(rows, FIELD_IDS))) as RowBlock;
        expect(unpackRows(block)).toEqual(rows);
        expect(keysOf(block)).toEqual(rows.map((row) => row.key));
      }),
    );
  });

  it('writes null for what a row does not have, and leaves out what was not asked for, or read of no row', () => {
    const rows = [makeRow(4, 1, { comm: 'x', rss: 7 }), makeRow(5, 1, { comm: 'y', nice: null })];
    const block = packRows(rows, ['pid', 'startTime', 'comm', 'nice', 'pss']);
    expect(block).toEqual({ count: 2, columns: { pid: [4, 5], startTime: [null, null], comm: ['x', 'y'], nice: [null, null] }, unknown: {} });
  });
});

describe('ProcessTable', () => {
  const empty = packRows([], FIELD_IDS);
  const loaded = (): ProcessTable => {
    const table = new ProcessTable();
    table.load({ seq: 4, clock, rows: packRows([makeRow(1), makeRow(2, 1, { rss: null })], FIELD_IDS) });
    return table;
  };
  const delta = (some: Partial<Delta>): Delta => ({ seq: 5, clock, added: empty, changed: NO_CHANGES, gone: [], ...some });

  it.each([
    ['an older number', { seq: 3 }],
    ['the same number', { seq: 4 }],
    ['a gap', { seq: 6 }],
    ['a change of a row that is not there', { changed: packChanges([['9:-', { values: {} }]]) }],
  ])('F5 does not take %s', (_, some) => {
    const table = loaded();
    expect(table.apply(delta(some))).toBe(false);
    expect(table.seq).toBe(4);
  });

  it('changes a row by making a new one, and leaves the others the same objects', () => {
    const table = loaded();
    const [before, other] = [table.rows.get('2:-')!, table.rows.get('1:-')!];
    expect(table.apply(delta({ changed: packChanges([['2:-', { values: { rss: 9 }, unknown: { comm: 'failed' } }]]) }))).toBe(true);
    expect(before.values.rss).toBeNull();
    expect(table.rows.get('2:-')).toMatchObject({ values: { pid: 2, rss: 9 }, unknown: { comm: 'failed' } });
    expect(table.rows.get('1:-')).toBe(other);
    expect(table.seq).toBe(5);
  });

  it('E2 holds a pid that was reused within one sample as another row', () => {
    const table = new ProcessTable();
    table.load({ seq: 0, clock, rows: packRows([makeRow(7, 1, { startTime: 1 })], FIELD_IDS) });
    expect(table.apply(delta({ seq: 1, gone: ['7:1'], added: packRows([makeRow(7, 1, { startTime: 2 })], FIELD_IDS) }))).toBe(true);
    expect([...table.rows.keys()]).toEqual(['7:2']);
  });

  it('equals the table that was sampled after any number of deltas', async () => {
    const tables = fc.array(someRows, { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(tables, async (samples) => {
        const fields = FIELDS.filter((field) => FIELD_IDS.includes(field.id));
        let next: readonly Reading[] = [];
        const provider: ProcessProvider = {
          capabilities: { platform: 'test', provider: 'test', fields: FIELD_IDS, startTolerance: 0 },
          sample: () => ({ clock, monotonic: 0, readings: next, vanished: 0 }),
          identify: () => null,
          probe: () => null,
          close: () => {},
        };
        const sampler = new Sampler(provider, fields);
        const table = new ProcessTable();
        for (const rows of samples) {
          next = rows.map(({ id, values, unknown }) => ({ pid: id.pid, startTime: id.startTime, values: { ...values }, unknown }));
          const change = JSON.parse(JSON.stringify(await sampler.tick())) as Delta;
          expect(table.apply(change)).toBe(true);
          expect([...table.rows.values()].sort(byKey)).toEqual([...rows].sort(byKey));
        }
      }),
      { numRuns: 300 },
    );
  });
});

const byKey = (a: Row, b: Row): number => (a.key < b.key ? -1 : 1);
