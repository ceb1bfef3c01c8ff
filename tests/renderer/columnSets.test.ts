import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUILT_IN_COLUMNS, type ColumnSet, formatColumnSets, parseColumnSets, withColumnAt, withColumnSet } from '../../renderer/state/columnSets.ts';
import { createColumnSetStore, type Keeper } from '../../renderer/state/columnSetStore.ts';
import { findField } from '../../shared/fields/registry.ts';

const set = (name: string, columns: readonly string[] = ['pid']): ColumnSet => ({ name, columns, widths: { pid: 90 } });

function keeperOf(text: string | null): { keeper: Keeper; kept: Map<string, string> } {
  const kept = new Map(text === null ? [] : [['procession.columnSets', text]]);
  return { keeper: { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) }, kept };
}

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

  it('are read as they were written', () => {
    expect(parseColumnSets(formatColumnSets([set('a'), set('\u202e<b>')]))).toEqual([set('a'), set('\u202e<b>')]);
  });

  it.each([
    '',
    'no JSON',
    'null',
    '[]',
    '{"version":2,"sets":[]}',
    '{"version":1,"sets":[{"name":"","columns":[],"widths":{}}]}',
    '{"version":1,"sets":[{"name":"a","columns":["pid"],"widths":{"pid":1e309}}]}',
  ])('what is none (%s) is set aside, and the view starts without', (text) => {
    const { keeper, kept } = keeperOf(text);
    expect(createColumnSetStore(keeper).getState().sets).toEqual([]);
    expect(kept.get('procession.columnSets.broken')).toBe(text);
  });

  it('any text is read without an exception', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(parseColumnSets(text) ?? []).toBeInstanceOf(Array);
      }),
    );
  });

  it('outlast the window, and where nothing can be kept they last as long as it does', () => {
    const { keeper } = keeperOf(null);
    createColumnSetStore(keeper).save(set('mine'));
    const again = createColumnSetStore(keeper);
    expect(again.getState().sets).toEqual([set('mine')]);
    again.remove('mine');
    expect(createColumnSetStore(keeper).getState().sets).toEqual([]);
    const full: Keeper = {
      getItem: () => null,
      setItem: () => {
        throw new Error('QuotaExceededError');
      },
    };
    const store = createColumnSetStore(full);
    store.save(set('mine'));
    expect(store.getState().sets).toHaveLength(1);
  });
});
