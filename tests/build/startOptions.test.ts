import { expect, test } from 'vitest';
import { parseStartOptions } from '../../build/startOptions.mjs';

test.each([
  [[], { host: 'auto', passedOn: [], provider: [] }],
  [['--web'], { host: 'web', passedOn: [], provider: [] }],
  [['--desktop', '--desktop'], { host: 'desktop', passedOn: [], provider: [] }],
  [['--no-open', '--port', '8080'], { host: 'auto', passedOn: ['--no-open', '--port', '8080'], provider: [] }],
  [['--port=0', '--provider=portable'], { host: 'auto', passedOn: ['--port', '0'], provider: ['--provider', 'portable'] }],
])('%j is understood', (args, options) => {
  expect(parseStartOptions(args)).toEqual(options);
});

test.each([
  [['--wep'], 'no option --wep'],
  [['x'], 'no option x'],
  [['--web', '--desktop'], '--web and --desktop exclude each other'],
  [['--port'], '--port takes a number from 0 to 65535'],
  [['--port', '65536'], '--port takes a number from 0 to 65535'],
  [['--port', '-1'], '--port takes a number from 0 to 65535'],
  [['--port', '1e3'], '--port takes a number from 0 to 65535'],
  [['--provider', 'linux'], '--provider takes portable or auto'],
])('%j is refused', (args, message) => {
  expect(parseStartOptions(args)).toBe(message);
});
