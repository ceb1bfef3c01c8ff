import { describe, expect, it } from 'vitest';
import { parseDesktopArguments } from '../../../electron/desktop/desktopArguments.ts';
import { isOwnRequest } from '../../../electron/desktop/origin.ts';
import { isTooMany } from '../../../electron/desktop/recovery.ts';

describe('the desktop app’s arguments', () => {
  it.each([
    [['electron', '.'], 'auto'],
    [['electron', '.', '--provider', 'portable'], 'portable'],
    [['electron', '.', '--provider=portable'], 'portable'],
    [['electron', '.', '--no-sandbox', '--provider', 'portable', '--lang=zh'], 'portable'],
    [['electron', '.', '--provider'], 'auto'],
    [['electron', '.', '--provider', 'auto'], 'auto'],
    [['electron', '.', 'portable'], 'auto'],
  ])('%j → %s', (argv, provider) => {
    expect(parseDesktopArguments(argv)).toEqual({ provider });
  });
});

describe('what may be requested', () => {
  it.each([
    ['app://procession/', true],
    ['app://procession/assets/a.js', true],
    ['devtools://devtools/bundled/inspector.html', true],
    ['app://procession.evil.example/', false],
    ['app://other/', false],
    ['APP://procession/', false],
    ['http://127.0.0.1/', false],
    ['https://example.com/app://procession/', false],
    ['file:///etc/passwd', false],
    ['ws://127.0.0.1:1/', false],
    ['chrome-extension://x/', false],
    ['', false],
  ])('%s: %s', (url, isOwn) => {
    expect(isOwnRequest(url)).toBe(isOwn);
  });
});

describe('a view that dies', () => {
  it.each([
    ['once', [0], 0, false],
    ['four times at once', [0, 1, 2, 3], 3, false],
    ['five times in a minute', [0, 1, 2, 3, 59_999], 59_999, true],
    ['five times in more than a minute', [0, 1, 2, 3, 60_000], 60_000, false],
    ['never', [], 100, false],
  ])('%s', (_name, deaths, now, expected) => {
    expect(isTooMany(deaths, now)).toBe(expected);
  });
});
