import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Engine } from '../engine/engine.ts';
import { limitRate } from '../engine/hosting/limitRate.ts';
import { headersOf, readStaticFiles, SECURITY_HEADERS } from '../engine/hosting/staticFiles.ts';
import { type GateRules, gate, type Verdict } from './gate.ts';
import { readPeerUid } from './peerOwner.ts';
import { RequestDeadlines } from './requestDeadlines.ts';
import { createToken, isHello, WELCOME } from './token.ts';
import { parseMessage, WebSocketPort } from './webSocketPort.ts';

export interface WebHostOptions {
  readonly engine: Pick<Engine, 'attach'>;
  /** Absolute path of the built view. */
  readonly rendererFolder: string;
  /** 0: a free one. */
  readonly port: number;
  /** One line each, safe to print: never a token, never what a stranger sent. */
  readonly log: (line: string) => void;
}

export interface WebHost {
  /** Where the user's browser goes; carries the token in its fragment, so it belongs on no command line. */
  readonly url: string;
  close(): Promise<void>;
}

const ADDRESS = '127.0.0.1';
/** ms for the first message. */
const HELLO_WITHIN = 1000;
const MAX_CLIENTS = 16;
const MAX_CONNECTIONS = 64;
/** The contract's requests are small; 10,000 targets of a plan are not meant to fit. */
const MAX_FRAME = 64 * 1024;
/** Bytes that a stranger may take for a request's header, and ms between two requests. */
const HTTP_LIMITS = { maxHeaderSize: 8 * 1024, keepAliveTimeout: 5000 } as const;
/** ms between Node's own looks at all connections: a day, for RequestDeadlines does its work. */
const NO_CHECKING = 86_400_000;
const SOCKET_IDLE = 10_000;

/** Serves the view and the engine to browsers of this user on this machine. Rejects where the port is taken or the view is not built. */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const files = readStaticFiles(options.rendererFolder);
  const token = createToken();
  const refuseLoudly = limitRate(options.log, 10, 60_000);
  const server = createServer({ ...HTTP_LIMITS, connectionsCheckingInterval: NO_CHECKING });
  server.maxConnections = MAX_CONNECTIONS;
  server.maxHeadersCount = 64;
  server.timeout = SOCKET_IDLE;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME, perMessageDeflate: false, clientTracking: true });
  const clients = new Set<WebSocket>();
  const deadlines = new RequestDeadlines();

  await listen(server, options.port);
  const { port } = server.address() as AddressInfo;
  const authority = `${ADDRESS}:${port}`;
  const rules: GateRules = { authority, files };

  const owners = new WeakMap<Socket, Promise<boolean>>();
  /** Whether the other end belongs to our own user; asked once a connection, and any other is cut. */
  const isOurs = (socket: Socket): Promise<boolean> => {
    const known = owners.get(socket);
    if (known !== undefined) return known;
    const answer = readPeer(socket, port).then((peer) => {
      if (peer !== 'own') socket.destroy();
      if (peer === 'foreign') refuseLoudly('The browser host cut a connection of another user.');
      return peer === 'own';
    });
    owners.set(socket, answer);
    return answer;
  };

  const judge = (request: IncomingMessage, isUpgrade: boolean): Verdict =>
    gate({ method: request.method ?? '', target: request.url ?? '', rawHeaders: request.rawHeaders, isUpgrade }, rules);

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!(await isOurs(request.socket))) return;
    const verdict = judge(request, false);
    if (verdict.kind === 'file') {
      response.writeHead(200, headersOf(verdict.file));
      response.end(verdict.hasBody ? verdict.file.bytes : undefined);
      return;
    }
    refuseRequest(response, verdict);
  };

  const upgrade = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    socket.on('error', () => socket.destroy());
    if (!(await isOurs(request.socket))) return;
    const verdict = judge(request, true);
    if (verdict.kind !== 'socket') {
      refuseLoudly('The browser host refused a connection from a foreign page.');
      return refuseUpgrade(socket, verdict);
    }
    sockets.handleUpgrade(request, socket, head, (client) => greet(client, socket));
  };

  const greet = (client: WebSocket, socket: Duplex): void => {
    const refuse = (): void => {
      client.close(1008, 'refused');
      setTimeout(() => client.terminate(), HELLO_WITHIN).unref();
    };
    const late = setTimeout(refuse, HELLO_WITHIN);
    client.on('error', () => client.terminate());
    client.on('close', () => {
      clearTimeout(late);
      clients.delete(client);
    });
    client.once('message', (data, isBinary) => {
      clearTimeout(late);
      if (client.readyState !== client.OPEN) return;
      if (!isHello(parseMessage(data, isBinary), token)) {
        refuseLoudly('The browser host refused a browser with a wrong token.');
        return refuse();
      }
      if (clients.size >= MAX_CLIENTS) return client.close(1013, 'too many browsers');
      clients.add(client);
      client.send(JSON.stringify(WELCOME));
      options.engine.attach(new WebSocketPort(client, socket));
    });
  };

  server.on('connection', (socket) => {
    deadlines.begin(socket);
    socket.on('close', () => deadlines.end(socket));
    void isOurs(socket);
  });
  server.on('request', (request, response) => {
    deadlines.end(request.socket);
    response.on('close', () => deadlines.begin(request.socket));
    void answer(request, response);
  });
  server.on('upgrade', (request, socket, head) => {
    deadlines.end(request.socket);
    void upgrade(request, socket, head);
  });

  return {
    url: `http://${authority}/#token=${token}`,
    close: () => {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: ADDRESS, port, exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Whose the other end is; 'gone' where it left before that could be read. */
async function readPeer(socket: Socket, ownPort: number): Promise<'own' | 'foreign' | 'gone'> {
  const { remotePort, remoteAddress } = socket;
  if (remotePort === undefined) return 'gone';
  if (remoteAddress !== ADDRESS && remoteAddress !== `::ffff:${ADDRESS}`) return 'foreign';
  const uid = await readPeerUid({ peerPort: remotePort, ownPort });
  if (uid === 'none') return 'gone';
  return uid === 'unsupported' || uid === process.geteuid?.() ? 'own' : 'foreign';
}

function refuseRequest(response: ServerResponse, verdict: Exclude<Verdict, { kind: 'file' }>): void {
  const { status, reason } = verdict.kind === 'refused' ? verdict : { status: 404, reason: 'not found' };
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    Connection: 'close',
    ...(status === 405 ? { Allow: 'GET, HEAD' } : {}),
  });
  response.end(`${reason}\n`, () => response.socket?.destroySoon());
}

function refuseUpgrade(socket: Duplex, verdict: Exclude<Verdict, { kind: 'socket' }>): void {
  const status = verdict.kind === 'refused' ? verdict.status : 404;
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}
