import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { WebSocketPort } from '../../electron/web/webSocketPort.ts';
import { connect } from '../../shared/transport/client.ts';
import { memoryPorts } from '../../shared/transport/port.ts';
import { serve } from '../../shared/transport/server.ts';
import { subscribe } from '../../shared/transport/subscription.ts';
import { type ConnectedPorts, contractSuite } from './contractSuite.ts';
import { TestService } from './testService.ts';

async function openSockets(): Promise<ConnectedPorts & { readonly clientSocket: WebSocket; readonly serverSocket: WebSocket }> {
  const host = new WebSocketServer({ host: '127.0.0.1', port: 0, maxPayload: 16 * 1024 * 1024 });
  await once(host, 'listening');
  const clientSocket = new WebSocket(`ws://127.0.0.1:${(host.address() as AddressInfo).port}`);
  const [[serverSocket]] = (await Promise.all([once(host, 'connection'), once(clientSocket, 'open')])) as [[WebSocket], unknown];
  return {
    client: new WebSocketPort(clientSocket),
    server: new WebSocketPort(serverSocket),
    clientSocket,
    serverSocket,
    end: async () => {
      clientSocket.terminate();
      serverSocket.terminate();
      await new Promise((settle) => host.close(settle));
    },
  };
}

contractSuite('memory', () => {
  const [client, server] = memoryPorts();
  return Promise.resolve({ client, server, end: () => Promise.resolve(client.close('the test ends')) });
});

contractSuite('a loopback WebSocket', openSockets);

describe('the contract over raw text', () => {
  const bombs = [
    '',
    'null',
    '1e309',
    '{',
    '\u0000',
    '"\\u0000"',
    `${'['.repeat(200_000)}${']'.repeat(200_000)}`,
    `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
    '{"__proto__":{"v":1,"kind":"request","id":900,"name":"subscribe","params":{}}}',
    '{"v":1,"kind":"request","id":900,"name":"subscribe","params":{"__proto__":{"polluted":true}}}',
    '{"v":1,"kind":"request","id":1e309,"name":"subscribe","params":{}}',
    '{"v":1,"kind":"request","id":900,"name":"signal","params":{"requestId":"12345678","target":{"pid":1e309,"startTime":null,"inode":null},"signal":"SIGTERM"}}',
    '{"v":1,"kind":"event","name":"delta","data":{"seq":1,"clock":{"takenAt":0,"bootedAt":0,"msPerStartUnit":1},"added":{"count":1e15,"columns":{},"unknown":{}},"changed":{"keys":[],"fields":{},"unknown":{}},"gone":[]}}',
    `{"v":1,"kind":"event","name":"delta","data":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
  ];

  it.each(bombs.map((text) => [text.slice(0, 60), text]))('F1 neither side throws at %j', async (_, text) => {
    const ports = await openSockets();
    const bugs: unknown[] = [];
    const foreign: string[] = [];
    serve(ports.server, new TestService().handlers, (bug) => bugs.push(bug));
    const client = connect(ports.client, (what) => foreign.push(what));
    subscribe(client, { onSnapshot: () => {}, onDelta: () => {}, onError: () => {} });
    await client.request('setVisible', { isVisible: true });
    ports.clientSocket.send(text);
    ports.serverSocket.send(text);
    expect(await client.request('setVisible', { isVisible: false })).toEqual({ ok: true, value: null });
    expect(bugs).toEqual([]);
    // One for what the server refused, one for what came from it.
    expect(foreign.length).toBeGreaterThanOrEqual(2);
    expect({}).not.toHaveProperty('polluted');
    await ports.end();
  });

  it('an answer that cannot be written is an error value and a bug', async () => {
    const ports = await openSockets();
    const bugs: unknown[] = [];
    serve(ports.server, new TestService().handlers, (bug) => bugs.push(bug));
    const client = connect(ports.client);
    const result = await client.request('signal', { requestId: 'unserialisable', target: { pid: 3, startTime: 30, inode: null }, signal: 'SIGTERM' });
    expect(result).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(bugs).toHaveLength(1);
    await ports.end();
  });

  it('a request that cannot be written is an error value', async () => {
    const ports = await openSockets();
    const client = connect(ports.client);
    expect(await client.request('setVisible', { isVisible: 1n } as never)).toMatchObject({ ok: false, error: { code: 'bad-request' } });
    await ports.end();
  });
});
