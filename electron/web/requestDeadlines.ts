import type { Socket } from 'node:net';

/** ms that a connection may take to bring a whole request. */
const REQUEST_WITHIN = 3000;

/**
 * Cuts connections that bring no whole request in time. Node's own check looks at all connections on a timer that never rests: at twice a second
 * it took more CPU than a whole idle engine. A timer a connection costs nothing where there is none.
 */
export class RequestDeadlines {
  readonly #timers = new WeakMap<Socket, NodeJS.Timeout>();

  begin(socket: Socket): void {
    this.end(socket);
    if (!socket.destroyed) this.#timers.set(socket, setTimeout(() => socket.destroy(), REQUEST_WITHIN).unref());
  }

  end(socket: Socket): void {
    clearTimeout(this.#timers.get(socket));
  }
}
