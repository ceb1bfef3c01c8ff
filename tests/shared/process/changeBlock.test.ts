import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyChanges, changedValues, mapReasons, NO_CHANGES, packChanges } from '../../../shared/process/changeBlock.ts';
import { changeRow, type Row, type RowChange } from '../../../shared/process/row.ts';
import { delta as deltaSchema } from '../../../shared/transport/schemas.ts';
import { makeRow } from './rowFixture.ts';

const PIDS = [1, 2, 3, 4];
const tableOf = (): Map<string, Row> => new Map(PIDS.map((pid) => [`${pid}:-`, makeRow(pid)]));
const value = fc.oneof(fc.constant(null), fc.integer(), fc.string(), fc.boolean(), fc.array(fc.string(), { maxLength: 2 }));
const change: fc.Arbitrary<RowChange> = fc.record(
  { values: fc.dictionary(fc.constantFrom('rss', 'comm', 'nice', 'args'), value), unknown: fc.constantFrom(null, { pss: 'denied' as const }, {}) },
  { requiredKeys: ['values'] },
);
const changes = fc.array(fc.tuple(fc.constantFrom(...PIDS.map((pid) => `${pid}:-`)), change), { maxLength: 8 });

describe('changes as columns', () => {
  it('do to a table what they do one by one, over the wire too, also where a row comes twice', () => {
    fc.assert(
      fc.property(changes, (list) => {
        const oneByOne = tableOf();
        for (const [key, one] of list) oneByOne.set(key, changeRow(oneByOne.get(key)!, one));
        const block = packChanges(list);
        for (const sent of [block, structuredClone(block), JSON.parse(JSON.stringify(block)) as typeof block]) {
          const table = tableOf();
          expect(applyChanges(table, sent)).toBe(true);
          expect(table).toEqual(oneByOne);
        }
      }),
    );
  });

  it('leave the row of before as it was, and the others the same objects', () => {
    const table = tableOf();
    const [before, other] = [table.get('1:-')!, table.get('2:-')!];
    const { rss } = before.values;
    applyChanges(table, packChanges([['1:-', { values: { rss: 77 } }]]));
    expect([before.values.rss, table.get('1:-')!.values.rss, table.get('2:-') === other]).toEqual([rss, 77, true]);
  });

  it('change nothing at all where one of the rows is not there', () => {
    const table = tableOf();
    const changed = packChanges([
      ['1:-', { values: { rss: 77 } }],
      ['9:-', { values: { rss: 1 } }],
    ]);
    expect(applyChanges(table, changed)).toBe(false);
    expect(table).toEqual(tableOf());
  });

  it('tell the new values of some fields by row, and nothing of who has none', () => {
    const block = packChanges([
      ['1:-', { values: { rss: 77, nice: 1 } }],
      ['2:-', { values: { state: 'R' } }],
      ['3:-', { values: { comm: 'x' }, unknown: null }],
    ]);
    expect([...changedValues(block, ['rss', 'comm', 'absent'])]).toEqual([
      ['1:-', { rss: 77 }],
      ['3:-', { comm: 'x' }],
    ]);
  });
});

it('reasons are put in the place of those that are told, and of no others', () => {
  const told = packChanges([
    ['1:-', { values: { rss: 1 } }],
    ['2:-', { values: {}, unknown: { pss: 'denied' } }],
    ['3:-', { values: {}, unknown: null }],
  ]);
  const mapped = mapReasons(told, (key, reasons) => (reasons === null ? { comm: 'failed' } : key === '2:-' ? null : reasons));
  expect(mapped).toEqual({ ...told, unknown: { 1: null, 2: { comm: 'failed' } } });
});

describe('what comes over the wire', () => {
  const delta = (changed: unknown): unknown => ({
    seq: 1,
    clock: { takenAt: 0, bootedAt: 0, msPerStartUnit: 1 },
    added: { count: 0, columns: {}, unknown: {} },
    changed,
    gone: [],
  });
  const field = { at: [0], values: [5] };

  it('is taken where it fits', () => {
    for (const fit of [
      NO_CHANGES,
      { keys: ['1:-'], fields: { rss: field }, unknown: { 0: { pss: 'denied' } } },
      { keys: ['1:-'], fields: {}, unknown: { 0: null } },
    ])
      expect(deltaSchema.safeParse(delta(fit)).success).toBe(true);
  });

  it.each<[string, unknown]>([
    ['a list', []],
    ['a key that is no text', { keys: [1], fields: {}, unknown: {} }],
    ['a value of nobody', { keys: ['1:-'], fields: { rss: { at: [1], values: [5] } }, unknown: {} }],
    ['a place before the first', { keys: ['1:-'], fields: { rss: { at: [-1], values: [5] } }, unknown: {} }],
    ['half a place', { keys: ['1:-'], fields: { rss: { at: [0.5], values: [5] } }, unknown: {} }],
    ['fewer values than places', { keys: ['1:-'], fields: { rss: { at: [0], values: [] } }, unknown: {} }],
    ['a value that is none', { keys: ['1:-'], fields: { rss: { at: [0], values: [{}] } }, unknown: {} }],
    ['no number', { keys: ['1:-'], fields: { rss: { at: [0], values: [Number.NaN] } }, unknown: {} }],
    ['a field that is none', { keys: ['1:-'], fields: { rss: null }, unknown: {} }],
    ['reasons of nobody', { keys: ['1:-'], fields: {}, unknown: { 1: null } }],
    ['a reason that there is not', { keys: ['1:-'], fields: {}, unknown: { 0: { pss: 'because' } } }],
    ['a prototype', JSON.parse('{ "keys": ["1:-"], "fields": { "__proto__": { "at": [0], "values": [["x"]] } }, "unknown": {} }')],
  ])('F1 is refused: %s', (_, changed) => {
    expect(deltaSchema.safeParse(delta(changed)).success).toBe(false);
  });
});
