import WebSocket from 'ws';

/** Looks at the browser host as the view does, and counts what comes: bytes and deltas. Settles when the first table is there. */
export function lookAt(url) {
  const { host, origin, hash } = new URL(url);
  const token = new URLSearchParams(hash.slice(1)).get('token');
  const socket = new WebSocket(`ws://${host}/ws`, { origin });
  const seen = { deltas: 0, bytes: 0, processes: 0, close: () => socket.close() };
  return new Promise((settle, fail) => {
    socket.on('error', fail);
    socket.on('open', () => socket.send(JSON.stringify({ kind: 'hello', token })));
    socket.on('message', (bytes) => {
      const text = Buffer.from(bytes).toString();
      const frame = JSON.parse(text);
      if (frame.kind === 'welcome') return socket.send(JSON.stringify({ v: 1, kind: 'request', id: 1, name: 'subscribe', params: {} }));
      seen.bytes += text.length;
      if (frame.kind === 'event' && frame.name === 'delta') seen.deltas++;
      if (frame.kind === 'result') {
        seen.processes = frame.value.rows.count;
        settle(seen);
      }
    });
  });
}
