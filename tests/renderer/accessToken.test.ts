// @vitest-environment jsdom
import { beforeEach, expect, it } from 'vitest';
import { readAccessToken } from '../../renderer/ports/accessToken.ts';

const TOKEN = 'aB3-_'.repeat(8);

beforeEach(() => {
  sessionStorage.clear();
  history.replaceState(null, '', '/');
});

it('takes the token out of the address and keeps it for a reload', () => {
  history.replaceState(null, '', `/?x=1#token=${TOKEN}`);
  expect(readAccessToken(window)).toBe(TOKEN);
  expect(location.href).not.toContain(TOKEN);
  expect(location.search).toBe('?x=1');
  expect(readAccessToken(window)).toBe(TOKEN);
});

it('takes a new token over the one it kept', () => {
  sessionStorage.setItem('procession.token', 'the-old-one-of-the-last-start');
  history.replaceState(null, '', `/#token=${TOKEN}`);
  expect(readAccessToken(window)).toBe(TOKEN);
});

it.each(['', '#token=', '#token=short', '#token=<script>alert(1)</script>aaaa', '#other'])('has none in %j', (hash) => {
  history.replaceState(null, '', `/${hash}`);
  expect(readAccessToken(window)).toBeNull();
});

it('works where storage is switched off', () => {
  history.replaceState(null, '', `/#token=${TOKEN}`);
  const { location: place, history: past } = window;
  const denied = {
    location: place,
    history: past,
    get sessionStorage(): Storage {
      throw new DOMException('denied', 'SecurityError');
    },
  };
  expect(readAccessToken(denied)).toBe(TOKEN);
  expect(readAccessToken(denied)).toBeNull();
});
