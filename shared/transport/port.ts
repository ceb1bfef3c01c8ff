/**
 * A dumb two-way pipe of messages: Electron's IPC, a WebSocket, or two ends in memory. What comes out of it is not trusted.
 */
export interface Port {
  post(frame: unknown): void;
  /** Called with each incoming message, in order. One listener. */
  onFrame(listener: (frame: unknown) => void): void;
  /** Called once, when the other side is gone. One listener. */
  onClose(listener: (reason: string) => void): void;
  close(reason: string): void;
}

class MemoryPort implements Port {
  peer: MemoryPort | null = null;
  #isOpen = true;
  #frameListener: (frame: unknown) => void = () => {};
  #closeListener: (reason: string) => void = () => {};

  post(frame: unknown): void {
    if (!this.#isOpen) return;
    const copy: unknown = JSON.parse(JSON.stringify(frame));
    void Promise.resolve().then(() => this.peer?.receive(copy));
  }
  receive(frame: unknown): void {
    if (this.#isOpen) this.#frameListener(frame);
  }
  onFrame(listener: (frame: unknown) => void): void {
    this.#frameListener = listener;
  }
  onClose(listener: (reason: string) => void): void {
    this.#closeListener = listener;
  }
  close(reason: string): void {
    this.end(reason);
    this.peer?.end(reason);
  }
  end(reason: string): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#closeListener(reason);
  }
}

/** Two ends in memory. Messages are copied as a real port would, and arrive later, in order. */
export function memoryPorts(): [Port, Port] {
  const a = new MemoryPort();
  const b = new MemoryPort();
  a.peer = b;
  b.peer = a;
  return [a, b];
}
