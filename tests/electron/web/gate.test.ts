import { describe, expect, it } from 'vitest';
import { type GateRequest, type GateRules, gate } from '../../../electron/web/gate.ts';

const file = { bytes: Buffer.from('hello'), contentType: 'text/html', cacheControl: 'no-store' };
const rules: GateRules = {
  authority: '127.0.0.1:8123',
  files: new Map([
    ['/', file],
    ['/index.html', file],
    ['/assets/a.js', file],
  ]),
};
const HOST = ['Host', '127.0.0.1:8123'];
const ORIGIN = ['Origin', 'http://127.0.0.1:8123'];

const ask = (change: Partial<GateRequest>): string => {
  const verdict = gate({ method: 'GET', target: '/', rawHeaders: HOST, isUpgrade: false, ...change }, rules);
  return verdict.kind === 'refused' ? String(verdict.status) : verdict.kind;
};

describe('F6 files', () => {
  it.each([
    ['the page', { target: '/' }, 'file'],
    ['a HEAD', { method: 'HEAD', target: '/assets/a.js' }, 'file'],
    ['our own Origin', { rawHeaders: [...HOST, ...ORIGIN] }, 'file'],
    ['a header name in another case', { rawHeaders: ['hOST', '127.0.0.1:8123'] }, 'file'],
    ['no Host', { rawHeaders: [] }, '403'],
    ['an empty Host', { rawHeaders: ['Host', ''] }, '403'],
    ['Host localhost', { rawHeaders: ['Host', 'localhost:8123'] }, '403'],
    ['Host 0.0.0.0', { rawHeaders: ['Host', '0.0.0.0:8123'] }, '403'],
    ['Host without the port', { rawHeaders: ['Host', '127.0.0.1'] }, '403'],
    ['Host with another port', { rawHeaders: ['Host', '127.0.0.1:8124'] }, '403'],
    ['Host with a space', { rawHeaders: ['Host', '127.0.0.1:8123 '] }, '403'],
    ['Host that resolves to us', { rawHeaders: ['Host', 'rebind.example:8123'] }, '403'],
    ['two Hosts, the first ours', { rawHeaders: [...HOST, 'Host', 'evil.example'] }, '403'],
    ['two Hosts, both ours', { rawHeaders: [...HOST, ...HOST] }, '403'],
    ['Origin null', { rawHeaders: [...HOST, 'Origin', 'null'] }, '403'],
    ['Origin of another page', { rawHeaders: [...HOST, 'Origin', 'https://evil.example'] }, '403'],
    ['..', { target: '/../package.json' }, '404'],
    ['.. below a folder', { target: '/assets/../../package.json' }, '404'],
    ['.. encoded', { target: '/assets/%2e%2e/%2e%2e/package.json' }, '404'],
    ['a backslash', { target: '/assets\\a.js' }, '404'],
    ['a NUL', { target: '/index.html\0.js' }, '404'],
    ['an absolute target', { target: 'http://127.0.0.1:8123/' }, '404'],
    ['a query', { target: '/?token=x' }, '404'],
    ['an empty target', { target: '' }, '404'],
    ['*', { target: '*' }, '404'],
    ['__proto__', { target: '__proto__' }, '404'],
    ['the socket without an upgrade', { target: '/ws', rawHeaders: [...HOST, ...ORIGIN] }, '404'],
    ['POST', { method: 'POST' }, '405'],
    ['OPTIONS', { method: 'OPTIONS' }, '405'],
    ['TRACE', { method: 'TRACE' }, '405'],
    ['get in small letters', { method: 'get' }, '405'],
    ['a body', { rawHeaders: [...HOST, 'Content-Length', '5'] }, '400'],
    ['a chunked body', { rawHeaders: [...HOST, 'Transfer-Encoding', 'chunked'] }, '400'],
    ['two lengths', { rawHeaders: [...HOST, 'Content-Length', '0', 'Content-Length', '9'] }, '400'],
  ] satisfies [string, Partial<GateRequest>, string][])('%s', (_name, change, expected) => {
    expect(ask(change)).toBe(expected);
  });
});

describe('F6 upgrade', () => {
  it.each([
    ['our own page', [...HOST, ...ORIGIN], '/ws', 'socket'],
    ['no Origin', HOST, '/ws', '403'],
    ['Origin null', [...HOST, 'Origin', 'null'], '/ws', '403'],
    ['an empty Origin', [...HOST, 'Origin', ''], '/ws', '403'],
    ['a malformed Origin', [...HOST, 'Origin', 'http://['], '/ws', '403'],
    ['Origin with another port', [...HOST, 'Origin', 'http://127.0.0.1:8124'], '/ws', '403'],
    ['Origin with another scheme', [...HOST, 'Origin', 'https://127.0.0.1:8123'], '/ws', '403'],
    ['Origin in another case', [...HOST, 'Origin', 'HTTP://127.0.0.1:8123'], '/ws', '403'],
    ['Origin with a slash', [...HOST, 'Origin', 'http://127.0.0.1:8123/'], '/ws', '403'],
    ['Origin localhost', [...HOST, 'Origin', 'http://localhost:8123'], '/ws', '403'],
    ['Origin that begins like ours', [...HOST, 'Origin', 'http://127.0.0.1:8123.evil.example'], '/ws', '403'],
    ['two Origins', [...HOST, ...ORIGIN, 'Origin', 'https://evil.example'], '/ws', '403'],
    ['two Origins, both ours', [...HOST, ...ORIGIN, ...ORIGIN], '/ws', '403'],
    ['a foreign Host', ['Host', 'evil.example', ...ORIGIN], '/ws', '403'],
    ['another path', [...HOST, ...ORIGIN], '/', '404'],
    ['a path below', [...HOST, ...ORIGIN], '/ws/', '404'],
    ['a query', [...HOST, ...ORIGIN], '/ws?token=x', '404'],
  ])('%s', (_name, rawHeaders, target, expected) => {
    expect(ask({ rawHeaders, target, isUpgrade: true })).toBe(expected);
  });
});
