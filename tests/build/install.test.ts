import { expect, test } from 'vitest';
import { fits } from '../../build/install.mjs';

const wanted = {
  '': {},
  'node_modules/a': { version: '1.0.0' },
  'node_modules/b': { version: '2.0.0' },
  'node_modules/c-darwin': { version: '3.0.0', optional: true },
};

test('what the lock file asks for fits, without the optional packages of other systems too', () => {
  expect(fits(wanted, { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0' } })).toBe(true);
});

test.each([
  ['a package is missing', { 'node_modules/a': { version: '1.0.0' } }],
  ['a package has another version', { 'node_modules/a': { version: '1.0.1' }, 'node_modules/b': { version: '2.0.0' } }],
  [
    'an optional package has another version',
    { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0' }, 'node_modules/c-darwin': { version: '3.1.0' } },
  ],
  ['there is one too many', { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0' }, 'node_modules/d': { version: '1.0.0' } }],
])('it does not fit where %s', (_, present) => {
  expect(fits(wanted, present)).toBe(false);
});
