import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect as connectTcp, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startWebHost, type WebHost } from '../../../electron/web/webHost.ts';
import { type BrowserSocket, enterBrowserHost, openBrowserSocket, tokenOf } from '../../fixtures/browserSocket.ts';
import { type TinyEngine, tinyEngine } from '../../fixtures/tinyEngine.ts';

let folder: string;
let host: WebHost;
let engine: TinyEngine;
let port: number;
let token: string;
let log: string[];
const surprises: unknown[] = [];
const surprise = (error: unknown): void => void surprises.push(error);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'procession-test-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>page</title>');
  writeFileSync(join(folder, 'assets', 'a.js'), 'export {};');
  symlinkSync('/etc/passwd', join(folder, 'assets', 'link.js'));
  process.on('uncaughtException', surprise);
  process.on('unhandledRejection', surprise);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  process.off('uncaughtException', surprise);
  process.off('unhandledRejection', surprise);
});
beforeEach(async () => {
  log = [];
  engine = tinyEngine();
  host = await startWebHost({ engine, rendererFolder: folder, port: 0, log: (line) => log.push(line) });
  port = Number(new URL(host.url).port);
  token = tokenOf(host.url);
});
afterEach(async () => {
  await expectUnharmed();
  await host.close();
});

/** The server still serves whoever comes with everything right, and said nothing that it must not say. */
async function expectUnharmed(): Promise<void> {
  const client = await enterBrowserHost(host.url);
  client.say({ v: 1, kind: 'request', id: 1, name: 'subscribe', params: {} });
  await expect.poll(() => client.heard.slice(1)).toMatchObject([{ kind: 'result', id: 1 }]);
  client.socket.close();
  expect(surprises).toEqual([]);
  expect(engine.bugs).toEqual([]);
  expect(log.join('\n')).not.toContain(token);
}

/** Writes bytes to the server and answers what came back when it closed, or after `ms`. */
function raw(bytes: string | Buffer, ms = 700): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket: Socket = connectTcp(port, '127.0.0.1', () => socket.write(bytes));
    const settle = (): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('data', (data) => (answer += String(data)));
    socket.on('close', settle);
    socket.on('error', () => {});
    setTimeout(settle, ms);
  });
}
const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
const request = (lines: readonly string[]): string => `${lines.join('\r\n')}\r\n\r\n`;
const own = (): string => `Host: 127.0.0.1:${port}`;

describe('F6 what the page is served with', () => {
  it('has the files and the headers, and no CORS', async () => {
    const answer = await raw(request(['GET / HTTP/1.1', own(), 'Connection: close']));
    expect(statusOf(answer)).toBe(200);
    expect(answer).toContain('<title>page</title>');
    const headers = answer.slice(0, answer.indexOf('\r\n\r\n')).toLowerCase();
    expect(headers).toContain(
      "content-security-policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
    );
    expect(headers).toContain('x-content-type-options: nosniff');
    expect(headers).toContain('referrer-policy: no-referrer');
    expect(headers).toContain('cross-origin-opener-policy: same-origin');
    expect(headers).toContain('cross-origin-resource-policy: same-origin');
    expect(headers).toContain('cache-control: no-store');
    expect(headers).not.toContain('access-control');
    expect(headers).not.toContain('set-cookie');
    expect(headers).not.toContain('unsafe');
  });

  it('answers HEAD without the body', async () => {
    const answer = await raw(request(['HEAD /assets/a.js HTTP/1.1', own(), 'Connection: close']));
    expect(statusOf(answer)).toBe(200);
    expect(answer).toMatch(/Content-Length: 10\r\n/);
    expect(answer.endsWith('\r\n\r\n')).toBe(true);
  });

  it('listens on 127.0.0.1 alone', async () => {
    const reached = await new Promise<boolean>((resolve) => {
      const socket = connectTcp({ port, host: '127.0.0.2' }, () => resolve(true));
      socket.on('error', () => resolve(false));
      socket.on('close', () => socket.destroy());
    });
    expect(reached).toBe(false);
  });
});

const asStranger = ['--reuid=65534', '--regid=65534', '--clear-groups'];

describe('F6 the peer’s uid', () => {
  it.skipIf(process.geteuid?.() !== 0)('another user’s connection is cut, whatever it knows (needs root to become another user)', async () => {
    const program = `const s=require('node:net').connect(${port},'127.0.0.1',()=>s.write(${JSON.stringify(request(['GET / HTTP/1.1', own()]))}));let a='';s.on('data',d=>a+=d);s.on('error',()=>{});s.on('close',()=>console.log(JSON.stringify(a)))`;
    const answer = await new Promise<string>((resolve) => {
      const child = spawn('setpriv', [...asStranger, process.execPath, '-e', program], { stdio: ['ignore', 'pipe', 'inherit'], cwd: '/' });
      let out = '';
      child.stdout.on('data', (data) => (out += String(data)));
      child.on('close', () => resolve(out.trim()));
    });
    expect(answer).toBe('""');
    expect(log).toContain('The browser host cut a connection of another user.');
  });

  it('a peer that left is not called another user’s', async () => {
    const left = Array.from({ length: 50 }, (_, index) => {
      const socket = connectTcp(port, '127.0.0.1', () => (index % 2 === 0 ? socket.destroy() : socket.resetAndDestroy()));
      socket.on('error', () => {});
      return new Promise<void>((resolve) => socket.on('close', () => resolve()));
    });
    await Promise.all(left);
    await delay(300);
    expect(log).toEqual([]);
  });
});

describe('F6 raw sockets are refused, and the server lives on', () => {
  it.each([
    ['a foreign Host', () => request(['GET / HTTP/1.1', 'Host: evil.example']), 403],
    ['two Hosts', () => request(['GET / HTTP/1.1', own(), 'Host: evil.example']), 403],
    ['Origin null', () => request(['GET / HTTP/1.1', own(), 'Origin: null']), 403],
    ['..', () => request(['GET /../../etc/passwd HTTP/1.1', own()]), 404],
    ['.. encoded', () => request(['GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1', own()]), 404],
    ['a link out of the folder', () => request(['GET /assets/link.js HTTP/1.1', own()]), 404],
    ['POST with a body', () => `${request(['POST / HTTP/1.1', own(), 'Content-Length: 104857600'])}${'x'.repeat(1000)}`, 405],
    ['GET with a body', () => `${request(['GET / HTTP/1.1', own(), 'Content-Length: 104857600'])}${'x'.repeat(1000)}`, 400],
    ['CONNECT', () => request(['CONNECT evil.example:443 HTTP/1.1', own()]), 0],
    ['no HTTP at all', () => '\x16\x03\x01\x02\x00\x01\x00\r\n\r\n', 400],
    ['HTTP/2', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
    ['headers of 100 kB', () => request(['GET / HTTP/1.1', own(), `X: ${'y'.repeat(100_000)}`]), 431],
    [
      'an upgrade without an Origin',
      () =>
        request([
          'GET /ws HTTP/1.1',
          own(),
          'Upgrade: websocket',
          'Connection: Upgrade',
          'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
          'Sec-WebSocket-Version: 13',
        ]),
      403,
    ],
    [
      'an upgrade from null',
      () =>
        request([
          'GET /ws HTTP/1.1',
          own(),
          'Origin: null',
          'Upgrade: websocket',
          'Connection: Upgrade',
          'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
          'Sec-WebSocket-Version: 13',
        ]),
      403,
    ],
    [
      'an upgrade to another protocol',
      () => request(['GET /ws HTTP/1.1', own(), `Origin: http://127.0.0.1:${port}`, 'Upgrade: h2c', 'Connection: Upgrade']),
      400,
    ],
    [
      'an upgrade without a key',
      () => request(['GET /ws HTTP/1.1', own(), `Origin: http://127.0.0.1:${port}`, 'Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13']),
      400,
    ],
    [
      'an upgrade by POST',
      () => request(['POST /ws HTTP/1.1', own(), `Origin: http://127.0.0.1:${port}`, 'Upgrade: websocket', 'Connection: Upgrade', 'Content-Length: 0']),
      405,
    ],
  ])('%s', async (_name, bytes, status) => {
    expect(statusOf(await raw(bytes()))).toBe(status);
    expect(engine.attached).toBe(0);
  });

  it('pipelined requests are each judged', async () => {
    const answer = await raw(request(['GET / HTTP/1.1', own()]) + request(['GET /nothing HTTP/1.1', own()]) + request(['GET / HTTP/1.1', own()]));
    expect([...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map((match) => match[1])).toEqual(['200', '404']);
  });

  it('half a header is cut off after its time', async () => {
    const started = performance.now();
    const answer = await raw(`GET / HTTP/1.1\r\n${own()}\r\nX-Sl`, 8000);
    expect(performance.now() - started).toBeLessThan(5000);
    expect([0, 408]).toContain(statusOf(answer));
  });

  it('a body that never ends is not waited for', async () => {
    const started = performance.now();
    await raw(request(['POST / HTTP/1.1', own(), 'Transfer-Encoding: chunked']), 4000);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('F6 the token', () => {
  it('is 256 bits, and new each time', async () => {
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    const other = await startWebHost({ engine, rendererFolder: folder, port: 0, log: () => {} });
    expect(tokenOf(other.url)).not.toBe(token);
    await other.close();
  });

  it.each([
    ['a wrong token', { kind: 'hello', token: 'A'.repeat(43) }],
    ['a token that begins like ours', 'cut'],
    ['no token', { kind: 'hello' }],
    ['a token of another type', { kind: 'hello', token: ['x'] }],
    ['more than the token', 'more'],
    ['a request first', { v: 1, kind: 'request', id: 1, name: 'subscribe', params: {} }],
    ['no JSON', 'hello'],
    ['__proto__', '{"__proto__":{"kind":"hello"},"token":"x"}'],
  ])('%s is refused', async (_name, message) => {
    const browser = await openBrowserSocket(host.url);
    browser.say(message === 'cut' ? { kind: 'hello', token: token.slice(0, -1) } : message === 'more' ? { kind: 'hello', token, extra: 1 } : message);
    browser.say({ kind: 'hello', token });
    expect(await browser.closed).toBe(1008);
    expect(engine.attached).toBe(0);
  });

  it('is refused in a binary message', async () => {
    const browser = await openBrowserSocket(host.url);
    browser.socket.send(Buffer.from(JSON.stringify({ kind: 'hello', token })));
    expect(await browser.closed).toBe(1008);
  });

  it('is refused when it comes late', async () => {
    const browser = await openBrowserSocket(host.url);
    await delay(1200);
    browser.socket.send(JSON.stringify({ kind: 'hello', token }), () => {});
    expect(await browser.closed).toBe(1008);
    expect(engine.attached).toBe(0);
  });
});

describe('F6 limits', () => {
  it('a frame of more than 64 KiB ends its connection', async () => {
    const browser = await enterBrowserHost(host.url);
    browser.say('x'.repeat(64 * 1024 + 1));
    expect(await browser.closed).toBe(1009);
    await expect.poll(() => engine.attached).toBe(0);
  });

  it('the seventeenth browser is told to go', async () => {
    const browsers: BrowserSocket[] = [];
    for (let i = 0; i < 16; i++) browsers.push(await enterBrowserHost(host.url));
    const last = await openBrowserSocket(host.url);
    last.say({ kind: 'hello', token });
    expect(await last.closed).toBe(1013);
    expect(engine.attached).toBe(16);
    for (const { socket } of browsers) socket.close();
    await expect.poll(() => engine.attached).toBe(0);
  });

  it('closing the host ends its browsers', async () => {
    const other = await startWebHost({ engine, rendererFolder: folder, port: 0, log: () => {} });
    const browser = await enterBrowserHost(other.url);
    await other.close();
    expect(await browser.closed).toBe(1006);
    await expect.poll(() => engine.attached).toBe(0);
  });

  it('a taken port is an error, not a crash', async () => {
    await expect(startWebHost({ engine, rendererFolder: folder, port, log: () => {} })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
