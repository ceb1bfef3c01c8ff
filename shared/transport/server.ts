import { type ContractError, type EventName, type EventTypes, type Handlers, type Params, PROTOCOL_VERSION, REQUESTS, type RequestName } from './contract.ts';
import { requestFrame, type ServerFrame } from './frames.ts';
import type { Port } from './port.ts';

/** The server's end of one port. */
export interface ServerConnection {
  emit<N extends EventName>(name: N, data: EventTypes[N]): void;
}

/** A failure that a handler wants its caller to see; anything else it throws is reported as internal, without its text. */
export class RequestError extends Error {
  constructor(
    readonly code: ContractError['code'],
    message: string,
  ) {
    super(message);
  }
}

const isRequestName = (name: string): name is RequestName => Object.hasOwn(REQUESTS, name);

/**
 * Answers the requests of one port. Whatever comes in is checked; a foreign message gets an error value and nothing is thrown.
 * `onBug` hears of exceptions that are not RequestErrors.
 */
export function serve(port: Port, handlers: Handlers, onBug: (error: unknown) => void): ServerConnection {
  const post = (frame: ServerFrame): void => {
    try {
      port.post(frame);
    } catch (error) {
      onBug(error);
    }
  };
  const refuse = (id: number | null, code: ContractError['code'], message: string): void =>
    post({ v: PROTOCOL_VERSION, kind: 'error', id, error: { code, message } });

  const answer = async <N extends RequestName>(id: number, name: N, params: unknown): Promise<void> => {
    const parsed = REQUESTS[name].params.safeParse(params);
    if (!parsed.success) return refuse(id, 'bad-request', `${name}: ${describeIssues(parsed.error.issues)}`);
    try {
      const value = await handlers[name](parsed.data as Params<N>);
      port.post({ v: PROTOCOL_VERSION, kind: 'result', id, value } satisfies ServerFrame);
    } catch (error) {
      if (error instanceof RequestError) return refuse(id, error.code, error.message);
      onBug(error);
      refuse(id, 'internal', `${name} failed inside Procession; its log has more.`);
    }
  };

  port.onFrame((frame) => {
    const parsed = requestFrame.safeParse(frame);
    if (!parsed.success) return refuse(null, 'bad-request', 'not a request of this protocol');
    const { id, name, params } = parsed.data;
    if (!isRequestName(name)) return refuse(id, 'unknown-request', 'no such request');
    void answer(id, name, params);
  });
  return { emit: (name, data) => post({ v: PROTOCOL_VERSION, kind: 'event', name, data }) };
}

/** Names the places that did not fit; never repeats what was sent. */
function describeIssues(issues: readonly { readonly path: readonly PropertyKey[]; readonly code?: string | undefined }[]): string {
  return issues
    .slice(0, 3)
    .map((issue) => `${issue.path.map(String).join('.') || 'params'} does not fit (${issue.code ?? 'custom'})`)
    .join('; ');
}
