import { EVENTS, type EventName, type EventTypes, type Params, PROTOCOL_VERSION, REQUESTS, type RequestName, type Result, type ResultOf } from './contract.ts';
import { serverFrame } from './frames.ts';
import type { Port } from './port.ts';

/** The client's end of one port. Failures are values; `request` never rejects. */
export interface Client {
  request<N extends RequestName>(name: N, params: Params<N>): Promise<Result<ResultOf<N>>>;
  /** One listener an event. */
  on<N extends EventName>(name: N, listener: (data: EventTypes[N]) => void): void;
  onClose(listener: (reason: string) => void): void;
  close(): void;
}

interface Pending {
  readonly name: RequestName;
  readonly settle: (result: Result<never>) => void;
}

/** Speaks the contract over a port. What the other side sends is checked too; a message that does not fit is dropped and reported to `onForeign`. */
export function connect(port: Port, onForeign: (what: string) => void = () => {}): Client {
  const pending = new Map<number, Pending>();
  const listeners: { [N in EventName]?: (data: EventTypes[N]) => void } = {};
  let onClose: (reason: string) => void = () => {};
  let closed: string | null = null;
  let nextId = 1;

  const settle = (id: number, result: (request: Pending) => Result<unknown>): void => {
    const request = pending.get(id);
    if (request === undefined) return onForeign('an answer to no request');
    pending.delete(id);
    request.settle(result(request) as Result<never>);
  };

  const dispatch = <N extends EventName>(name: N, data: unknown): void => {
    const parsed = EVENTS[name].safeParse(data);
    if (!parsed.success) return onForeign(`event ${name} does not fit`);
    listeners[name]?.(parsed.data as EventTypes[N]);
  };

  port.onFrame((frame) => {
    const parsed = serverFrame.safeParse(frame);
    if (!parsed.success) return onForeign('not a message of this protocol');
    const message = parsed.data;
    switch (message.kind) {
      case 'event':
        return Object.hasOwn(EVENTS, message.name) ? dispatch(message.name as EventName, message.data) : onForeign('unknown event');
      case 'error': {
        const { id, error } = message;
        return id === null ? onForeign(error.message) : settle(id, () => ({ ok: false, error }));
      }
      case 'result':
        return settle(message.id, ({ name }) => {
          const value = REQUESTS[name].result.safeParse(message.value);
          return value.success
            ? { ok: true, value: value.data }
            : { ok: false, error: { code: 'bad-response', message: `the answer to ${name} does not fit` } };
        });
      default:
        return message satisfies never;
    }
  });

  port.onClose((reason) => {
    closed = reason;
    for (const { settle: settleOne } of pending.values()) settleOne({ ok: false, error: { code: 'closed', message: reason } });
    pending.clear();
    onClose(reason);
  });

  return {
    request: (name, params) =>
      new Promise((resolve) => {
        if (closed !== null) return resolve({ ok: false, error: { code: 'closed', message: closed } });
        const id = nextId++;
        pending.set(id, { name, settle: resolve });
        try {
          port.post({ v: PROTOCOL_VERSION, kind: 'request', id, name, params });
        } catch (error) {
          pending.delete(id);
          resolve({ ok: false, error: { code: 'bad-request', message: `${name} could not be sent: ${String(error)}` } });
        }
      }),
    on: (name, listener) => void Object.assign(listeners, { [name]: listener }),
    onClose: (listener) => {
      onClose = listener;
    },
    close: () => port.close('closed by the client'),
  };
}
