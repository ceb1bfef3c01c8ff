import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type IcicleCell, layoutIcicle, MORE, neighbourOf } from '../../../shared/picture/icicle.ts';
import { sumOverTree } from '../../../shared/process/aggregates.ts';
import type { Row } from '../../../shared/process/row.ts';
import { buildTree } from '../../../shared/process/tree.ts';
import { makeRow } from '../process/rowFixture.ts';

const HEIGHT = 600;
const byPid = (a: Row, b: Row): number => a.id.pid - b.id.pid;

function drawn(rows: readonly Row[], more: { readonly columns?: number; readonly least?: number; readonly root?: string } = {}): IcicleCell[] {
  const tree = buildTree(rows);
  const totals = sumOverTree(tree, new Map(rows.map((row) => [row.key, row])), ({ values }) => values.rss);
  return layoutIcicle(tree, totals, { height: HEIGHT, columns: 8, least: 18, root: null, compare: byPid, ...more });
}

const facts = fc.uniqueArray(fc.record({ pid: fc.integer({ min: 1, max: 60 }), ppid: fc.nat(60), rss: fc.option(fc.nat(1000)) }), {
  maxLength: 60,
  selector: ({ pid }) => pid,
});
const rowsOf = (all: readonly { pid: number; ppid: number; rss: number | null }[]): Row[] => all.map(({ pid, ppid, rss }) => makeRow(pid, ppid, { rss }));

describe('icicle', () => {
  test('heights are shares of the whole: those of roots add up to it, those of children to no more than their parent, and none overlap', () => {
    fc.assert(
      fc.property(facts, (all) => {
        const cells = drawn(rowsOf(all), { least: 0.001 });
        const whole = all.reduce((sum, { rss }) => sum + (rss ?? 0), 0);
        for (const { height, total } of cells) expect(height).toBeCloseTo((total / whole) * HEIGHT, 6);
        const inside = new Map<string | null, IcicleCell[]>();
        for (const cell of cells) inside.set(cell.parent, [...(inside.get(cell.parent) ?? []), cell]);
        for (const [key, siblings] of inside) {
          const parent = cells.find((cell) => cell.key === key);
          const [top, bottom] = parent === undefined ? [0, HEIGHT] : [parent.top, parent.top + parent.height];
          let at = top;
          for (const cell of siblings) {
            expect(cell.top).toBeCloseTo(at, 6);
            at = cell.top + cell.height;
          }
          expect(at).toBeLessThanOrEqual(bottom + 1e-6);
          expect(siblings.map(({ position }) => position)).toEqual(siblings.map((_, index) => index + 1));
          expect(new Set(siblings.map(({ siblings: count }) => count))).toEqual(new Set([siblings.length]));
        }
        // What takes less than 2 px is drawn by nobody.
        const roots = (inside.get(null) ?? []).reduce((sum, { height }) => sum + height, 0);
        if (whole > 0) expect(HEIGHT - roots).toBeLessThan(2);
      }),
    );
  });

  test('the same table gives the same picture, and other sizes the same order', () => {
    fc.assert(
      fc.property(facts, fc.nat(1000), (all, more) => {
        const keys = (cells: readonly IcicleCell[]): string[] => cells.filter(({ row }) => row !== null).map(({ key }) => key);
        const before = drawn(rowsOf(all), { least: 0 });
        const after = drawn(rowsOf(all.map((one) => ({ ...one, rss: one.rss === null || one.rss === 0 ? one.rss : one.rss + more }))), { least: 0 });
        expect(drawn(rowsOf(all), { least: 0 })).toEqual(before);
        expect(keys(after)).toEqual(keys(before));
      }),
    );
  });

  test('20,000 processes are a few hundred cells; what is too small stands together and is counted', () => {
    const rows = [makeRow(1, 0, { rss: 1 }), ...Array.from({ length: 19_999 }, (_, i) => makeRow(i + 2, 1, { rss: i < 3 ? 40_000 : 1 }))];
    const cells = drawn(rows);
    expect(cells.map(({ key, rows: count }) => [key.replace(/:.*/, ':'), count])).toEqual([
      ['1:', 1],
      ['2:', 1],
      ['3:', 1],
      ['4:', 1],
      [MORE, 19_996],
    ]);
    expect(cells.at(-1)?.total).toBe(19_996);
  });

  test('deeper than there is room it says so, and any process can fill the picture', () => {
    const chain = Array.from({ length: 2000 }, (_, i) => makeRow(i + 1, i, { rss: 1 }));
    const cells = drawn(chain, { columns: 6 });
    expect(cells.map(({ depth }) => depth)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(cells.map(({ isCut }) => isCut)).toEqual([false, false, false, false, false, true]);
    expect(drawn(chain, { columns: 6, root: chain[999]!.key })[0]).toMatchObject({ key: chain[999]!.key, height: HEIGHT, total: 1001 });
    expect(drawn(chain, { columns: 6, root: '77777:-' })[0]?.key).toBe(chain[0]!.key);
  });

  test('nothing known, nothing drawn', () => {
    expect(drawn([makeRow(1, 0, { rss: null }), makeRow(2, 1, { rss: 0 })])).toEqual([]);
    expect(drawn([])).toEqual([]);
  });

  test('keys lead to siblings, to the parent and to the first child', () => {
    const cells = drawn([makeRow(1, 0, { rss: 10 }), makeRow(2, 1, { rss: 50 }), makeRow(3, 1, { rss: 50 }), makeRow(4, 3, { rss: 50 })]);
    const at = (pid: number): IcicleCell => cells.find(({ row }) => row?.id.pid === pid)!;
    expect(neighbourOf(cells, at(2), 'ArrowDown')).toBe(at(3).key);
    expect(neighbourOf(cells, at(3), 'ArrowUp')).toBe(at(2).key);
    expect(neighbourOf(cells, at(3), 'ArrowDown')).toBeNull();
    expect(neighbourOf(cells, at(3), 'ArrowRight')).toBe(at(4).key);
    expect(neighbourOf(cells, at(4), 'ArrowLeft')).toBe(at(3).key);
    expect(neighbourOf(cells, at(1), 'ArrowLeft')).toBeNull();
    expect([neighbourOf(cells, at(3), 'Home'), neighbourOf(cells, at(2), 'End')]).toEqual([at(2).key, at(3).key]);
  });
});
