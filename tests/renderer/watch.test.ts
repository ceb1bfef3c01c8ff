import { describe, expect, it } from 'vitest';
import { wishesOf } from '../../renderer/state/watch.ts';
import { MOST_KEYS } from '../../shared/process/demand.ts';

const keys = Array.from({ length: 700 }, (_, i) => `${i + 1}:1`);
const base = { drawn: keys.slice(3, 9), all: () => keys, columns: ['pid', 'pss'], deciding: ['pid'], selected: null, arrangement: 'tree' as const };

describe('wishesOf', () => {
  it('names the drawn rows and the columns shown', () => {
    expect(wishesOf(base)).toEqual([{ fields: ['pid', 'pss'], keys: keys.slice(3, 9) }]);
  });

  it('asks for every detail of the selected row, and of no other', () => {
    const [, details, ...more] = wishesOf({ ...base, selected: '9:1' });
    expect(details!.keys).toEqual(['9:1']);
    expect(details!.fields).toEqual(expect.arrayContaining(['swap', 'wchan', 'capabilities', 'args']));
    expect(more).toEqual([]);
  });

  it('asks for what a grouping needs of every process, and never of the lines of groups', () => {
    const drawn = ['group:unit=a.service', '5:1'];
    expect(wishesOf({ ...base, drawn, selected: drawn[0]!, arrangement: 'unit' })).toEqual([
      { fields: ['pid', 'pss'], keys: ['5:1'] },
      { fields: ['unit'], keys: 'all' },
    ]);
    expect(wishesOf({ ...base, arrangement: 'user' })).toHaveLength(1);
  });

  it('asks, to sort by a dear field, for as many rows as can be asked for', () => {
    expect(wishesOf({ ...base, deciding: ['pss'] })[1]).toEqual({ fields: ['pss'], keys: keys.slice(0, MOST_KEYS) });
    expect(wishesOf({ ...base, deciding: ['rss'] })).toHaveLength(1);
  });
});
