import { protocol } from 'electron';
import { headersOf, SECURITY_HEADERS, type StaticFiles } from '../engine/hosting/staticFiles.ts';
import { ORIGIN, SCHEME } from './origin.ts';

/** Must run before the app is ready. */
export function declareAppProtocol(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
}

/** Serves the view from a fixed map of files: no path reaches the file system. */
export function serveAppProtocol(files: StaticFiles): void {
  protocol.handle(SCHEME, ({ method, url }) => {
    const file = url.startsWith(ORIGIN) ? files.get(url.slice(ORIGIN.length)) : undefined;
    if (file === undefined || (method !== 'GET' && method !== 'HEAD')) return new Response(null, { status: 404, headers: SECURITY_HEADERS });
    return new Response(method === 'GET' ? new Uint8Array(file.bytes) : null, { headers: headersOf(file) });
  });
}
