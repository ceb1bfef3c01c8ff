import { expect, test } from 'vitest';
import { FIELDS } from '../../../shared/fields/registry.ts';
import { isSameDemand, joinWishes, NO_DEMAND } from '../../../shared/process/demand.ts';

test('the wishes of all views are joined by process, with what their fields need', () => {
  const demand = joinWishes(
    [
      { fields: ['readRate'], keys: ['1:1', '2:2'] },
      { fields: ['pss', 'no such field'], keys: ['2:2', '3:3'] },
    ],
    FIELDS,
  );
  expect([...demand]).toEqual([
    ['1:1', ['readRate', 'readBytes']],
    ['2:2', ['pss', 'readBytes', 'readRate']],
    ['3:3', ['pss']],
  ]);
});

test('the same wishes in another order are the same demand', () => {
  const a = { fields: ['pss'], keys: ['1:1'] };
  const b = { fields: ['wchan'], keys: ['1:1', '2:2'] };
  expect(isSameDemand(joinWishes([a, b], FIELDS), joinWishes([b, a], FIELDS))).toBe(true);
  expect(isSameDemand(joinWishes([a], FIELDS), joinWishes([b], FIELDS))).toBe(false);
  expect(isSameDemand(joinWishes([], FIELDS), NO_DEMAND)).toBe(true);
});
