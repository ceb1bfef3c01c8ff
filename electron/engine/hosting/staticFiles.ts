import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

/** One file of the built view, held in memory. */
export interface StaticFile {
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly cacheControl: string;
}

/** Files by URL path. What is not in it does not exist: no path from outside ever reaches the file system. */
export type StaticFiles = ReadonlyMap<string, StaticFile>;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** Vite puts a hash of the content into these names. */
const HASHED = '/assets/';

/** Reads every regular file below the folder (links are left out). Throws where there is no index.html. */
export function readStaticFiles(folder: string): StaticFiles {
  const files = new Map<string, StaticFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const urlPath = `/${relative(folder, path).split(sep).join('/')}`;
    files.set(urlPath, {
      bytes: readFileSync(path),
      contentType: CONTENT_TYPES[extname(path)] ?? 'application/octet-stream',
      cacheControl: urlPath.startsWith(HASHED) ? 'public, max-age=31536000, immutable' : 'no-store',
    });
  }
  const index = files.get('/index.html');
  if (index === undefined) throw new Error('The view is not built: its folder has no index.html.');
  return files.set('/', index);
}

/** 'self' covers a WebSocket to the page's own host and port (CSP 3, 6.7.2.8; seen to hold in the browser tests). */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** What every answer of either host carries, refusals too. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Headers of a file. */
export function headersOf(file: StaticFile): Record<string, string> {
  return { ...SECURITY_HEADERS, 'Content-Type': file.contentType, 'Content-Length': String(file.bytes.length), 'Cache-Control': file.cacheControl };
}
