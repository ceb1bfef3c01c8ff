import type { StaticFile, StaticFiles } from '../engine/hosting/staticFiles.ts';

/** A request as it came over the wire: names and values of the headers in turn, nothing merged. */
export interface GateRequest {
  readonly method: string;
  readonly target: string;
  readonly rawHeaders: readonly string[];
  readonly isUpgrade: boolean;
}

/** What the gate knows of the host it guards. */
export interface GateRules {
  /** Host and port as the Host header must have them: `127.0.0.1:PORT`. */
  readonly authority: string;
  readonly files: StaticFiles;
}

export type Verdict =
  | { readonly kind: 'file'; readonly file: StaticFile; readonly hasBody: boolean }
  | { readonly kind: 'socket' }
  | { readonly kind: 'refused'; readonly status: 400 | 403 | 404 | 405; readonly reason: string };

export const SOCKET_PATH = '/ws';

/**
 * The one check before all routing (F6). Host and Origin are compared as strings, never parsed: a page that reaches us by
 * another name (DNS rebinding), or from another origin, is refused whatever it asks for.
 */
export function gate(request: GateRequest, rules: GateRules): Verdict {
  const { method, target, isUpgrade } = request;
  const header = (name: string): readonly string[] => valuesOf(request.rawHeaders, name);

  const host = header('host');
  if (host.length !== 1 || host[0] !== rules.authority) return refused(403, 'foreign host');

  const origin = header('origin');
  const isOwnOrigin = origin.length === 1 && origin[0] === `http://${rules.authority}`;
  const mayLackOrigin = !isUpgrade && origin.length === 0;
  if (!isOwnOrigin && !mayLackOrigin) return refused(403, 'foreign origin');

  if (method !== 'GET' && method !== 'HEAD') return refused(405, 'method not allowed');
  if (header('transfer-encoding').length > 0 || header('content-length').some((length) => length !== '0')) return refused(400, 'unexpected body');
  if (isUpgrade) return method === 'GET' && target === SOCKET_PATH ? { kind: 'socket' } : refused(404, 'no such socket');
  const file = rules.files.get(target);
  return file === undefined ? refused(404, 'not found') : { kind: 'file', file, hasBody: method === 'GET' };
}

function refused(status: 400 | 403 | 404 | 405, reason: string): Verdict {
  return { kind: 'refused', status, reason };
}

/** Every value of a header, in order. */
function valuesOf(rawHeaders: readonly string[], name: string): string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]!.toLowerCase() === name);
}
