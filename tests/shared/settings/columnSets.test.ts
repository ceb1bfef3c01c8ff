import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findField } from '../../../shared/fields/registry.ts';
import { BUILT_IN_COLUMNS, type ColumnSet, columnSetList, withColumnAt, withColumnSet } from '../../../shared/settings/columnSets.ts';

const set = (name: string, columns: readonly string[] = ['pid']): ColumnSet => ({ name, columns, widths: { pid: 90 } });

describe('sets of columns', () => {
  it('the built-in ones name fields that there are, each once', () => {
    for (const ids of Object.values(BUILT_IN_COLUMNS)) {
      expect(ids.filter((id) => findField(id) === null)).toEqual([]);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('one of the same name takes the place of the older; a name of blanks changes nothing', () => {
    expect(withColumnSet([set('a'), set('b')], set(' a ', ['rss']))).toEqual([set('b'), set('a', ['rss'])]);
    expect(withColumnSet([set('a')], set('  '))).toEqual([set('a')]);
    const many = Array.from({ length: 60 }, (_, index) => set(`n${index}`)).reduce<readonly ColumnSet[]>(withColumnSet, []);
    expect([many.length, many.at(-1)?.name]).toEqual([50, 'n59']);
  });

  it('a moved column stands before the one it was put before, and none is lost or doubled', () => {
    expect(withColumnAt(['a', 'b', 'c'], 'a', 2)).toEqual(['b', 'a', 'c']);
    expect(withColumnAt(['a', 'b', 'c'], 'c', 0)).toEqual(['c', 'a', 'b']);
    expect(withColumnAt(['a', 'b', 'c'], 'a', 3)).toEqual(['b', 'c', 'a']);
    expect(withColumnAt(['a', 'b'], 'x', 0)).toEqual(['a', 'b']);
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 1 }), fc.nat(), fc.integer(), (ids, pick, index) => {
        expect([...withColumnAt(ids, ids[pick % ids.length]!, index)].sort()).toEqual([...ids].sort());
      }),
    );
  });

  it('a set is never too long for the settings it goes into', () => {
    const wide = (name: string): ColumnSet => ({
      ...set(
        name,
        Array.from({ length: 200 }, (_, index) => `${'f'.repeat(50)}${index}`),
      ),
    });
    const many = Array.from({ length: 8 }, (_, index) => wide(`n${index}`)).reduce<readonly ColumnSet[]>(withColumnSet, []);
    expect(many.map(({ name }) => name)).toEqual(['n7']);
    expect(columnSetList.safeParse(many).success).toBe(true);
  });
});
