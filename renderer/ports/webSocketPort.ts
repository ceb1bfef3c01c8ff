import type { Port } from '../../shared/transport/port.ts';
import { readAccessToken, type TokenPlace } from './accessToken.ts';
import type { Opening } from './opening.ts';

/** Close codes of the browser host (RFC 6455, 7.4.1; the IANA registry). */
const REFUSED = 1008;
const BUSY = 1013;

/** Connects to the host that served this page and shows it the key; the port is open once it said welcome. Never rejects. */
export function openWebSocketPort(place: TokenPlace): Promise<Opening> {
  const token = readAccessToken(place);
  if (token === null) return Promise.resolve({ kind: 'refused', why: 'missing' });
  const address = new URL('/ws', place.location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(address);
  return new Promise((resolve) => {
    socket.addEventListener('open', () => socket.send(JSON.stringify({ kind: 'hello', token })));
    socket.addEventListener(
      'close',
      ({ code }) => resolve(code === REFUSED ? { kind: 'refused', why: 'wrong' } : { kind: code === BUSY ? 'busy' : 'unreachable' }),
      { once: true },
    );
    socket.addEventListener(
      'message',
      ({ data }) => {
        if (isWelcome(parseJson(data))) resolve({ kind: 'open', port: portOver(socket) });
        else socket.close();
      },
      { once: true },
    );
  });
}

/** Made the moment the host said welcome; what comes before someone listens waits for them. */
function portOver(socket: WebSocket): Port {
  let waiting: unknown[] = [];
  let ending: string | null = null;
  let frameListener: ((frame: unknown) => void) | null = null;
  let closeListener: ((reason: string) => void) | null = null;
  socket.addEventListener('message', ({ data }) => {
    const frame = parseJson(data);
    if (frameListener === null) waiting.push(frame);
    else frameListener(frame);
  });
  socket.addEventListener(
    'close',
    ({ reason }) => {
      ending = reason;
      closeListener?.(reason);
    },
    { once: true },
  );
  return {
    post: (frame) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
    },
    onFrame: (listener) => {
      frameListener = listener;
      const early = waiting;
      waiting = [];
      for (const frame of early) listener(frame);
    },
    onClose: (listener) => {
      closeListener = listener;
      if (ending !== null) listener(ending);
    },
    close: (reason) => socket.close(1000, reason.slice(0, 100)),
  };
}

function isWelcome(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'kind' in message && message.kind === 'welcome';
}

/** undefined where it is not JSON: the contract refuses that like any other foreign message. */
function parseJson(data: unknown): unknown {
  if (typeof data !== 'string') return undefined;
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
