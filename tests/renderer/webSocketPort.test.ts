import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { WebSocket as NodeSocket, type WebSocket as ServerSocket, WebSocketServer } from 'ws';
import type { TokenPlace } from '../../renderer/ports/accessToken.ts';
import { openWebSocketPort } from '../../renderer/ports/webSocketPort.ts';

const TOKEN = 'aB3-_'.repeat(8);
const servers: WebSocketServer[] = [];

/** Node 20 has no WebSocket of its own; the one of ws has the browser's interface. */
beforeAll(() => {
  class BrowserSocket extends NodeSocket {
    constructor(address: URL) {
      super(address);
      // A browser throws nothing where nobody listens for errors.
      this.on('error', () => {});
    }
  }
  vi.stubGlobal('WebSocket', BrowserSocket);
});
afterAll(() => void vi.unstubAllGlobals());

afterEach(() => {
  for (const server of servers.splice(0)) {
    for (const client of server.clients) client.terminate();
    server.close();
  }
});

/** A real loopback server that does with the first message as the test says. */
async function listen(greet: (client: ServerSocket, hello: unknown) => void): Promise<TokenPlace> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, path: '/ws' });
  servers.push(server);
  server.on('connection', (client) => client.once('message', (data) => greet(client, JSON.parse((data as Buffer).toString()))));
  await new Promise((resolve) => server.once('listening', resolve));
  return placeAt((server.address() as AddressInfo).port);
}

const placeAt = (port: number): TokenPlace =>
  ({
    location: new URL(`http://127.0.0.1:${port}/#token=${TOKEN}`),
    history: { replaceState: () => {} },
    sessionStorage: { setItem: () => {}, getItem: () => null },
  }) as unknown as TokenPlace;

it('shows the token first, and carries frames both ways once it is welcome', async () => {
  const heard: unknown[] = [];
  const place = await listen((client, hello) => {
    heard.push(hello);
    client.on('message', (data) => heard.push(JSON.parse((data as Buffer).toString())));
    client.send('{"kind":"welcome"}');
    client.send('{"n":1}');
  });
  const opening = await openWebSocketPort(place);
  if (opening.kind !== 'open') throw new Error(opening.kind);
  const frame = new Promise((resolve) => opening.port.onFrame(resolve));
  opening.port.post({ n: 2 });
  expect(await frame).toEqual({ n: 1 });
  await expect.poll(() => heard).toEqual([{ kind: 'hello', token: TOKEN }, { n: 2 }]);
  const closed = new Promise((resolve) => opening.port.onClose(resolve));
  servers[0]!.clients.forEach((client) => client.close(1000, 'over'));
  expect(await closed).toBe('over');
});

it('hands over as undefined what is not JSON', async () => {
  const place = await listen((client) => {
    client.send('{"kind":"welcome"}');
    client.send('{"broken"');
  });
  const opening = await openWebSocketPort(place);
  if (opening.kind !== 'open') throw new Error(opening.kind);
  expect(await new Promise((resolve) => opening.port.onFrame((frame) => resolve([frame])))).toEqual([undefined]);
});

it.each([
  [1008, { kind: 'refused', why: 'wrong' }],
  [1013, { kind: 'busy' }],
  [1001, { kind: 'unreachable' }],
] as const)('a close with %i before the welcome is %o', async (code, expected) => {
  expect(await openWebSocketPort(await listen((client) => client.close(code)))).toEqual(expected);
});

it('takes no other first message for a welcome', async () => {
  expect(await openWebSocketPort(await listen((client) => client.send('{"kind":"result"}')))).toEqual({ kind: 'unreachable' });
});

it('is unreachable where nobody listens, and refused without a token', async () => {
  const place = await listen(() => {});
  await new Promise((resolve) => servers.pop()!.close(resolve));
  expect(await openWebSocketPort(place)).toEqual({ kind: 'unreachable' });
  const nameless = { ...place, location: new URL(place.location.origin) } as unknown as TokenPlace;
  expect(await openWebSocketPort(nameless)).toEqual({ kind: 'refused', why: 'missing' });
});
