/** The desktop view's own origin. The scheme is standard and secure, so it has one. */
export const SCHEME = 'app';
export const HOST = 'procession';
export const ORIGIN = `${SCHEME}://${HOST}`;
export const START_URL = `${ORIGIN}/`;

/** Whether a request may go out: our own files, and the developer tools' own. Everything else would leave the app. */
export function isOwnRequest(url: string): boolean {
  return url.startsWith(START_URL) || url.startsWith('devtools://');
}

/** Whether a download is a text that the view made itself, to be saved where the user says: nothing is fetched for it. */
export function isOwnExport(url: string): boolean {
  return url.startsWith(`blob:${ORIGIN}/`);
}
