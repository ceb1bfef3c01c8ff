import { app, type Event, type Session, session, type WebContents } from 'electron';
import { isOwnExport, isOwnRequest, START_URL } from './origin.ts';

/** Chromium's own background traffic, off. */
const SWITCHES: readonly (readonly [name: string, value?: string])[] = [
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-domain-reliability'],
  ['disable-sync'],
  ['disable-quic'],
  ['no-pings'],
  ['dns-prefetch-disable'],
  ['force-webrtc-ip-handling-policy', 'disable_non_proxied_udp'],
];

/** Must run before the app is ready. No name or address is resolved at all, but that of the feed of updates, where there is one. */
export function hardenApp(feedHost: string | null): void {
  // With both, Electron's helpers refuse to start as root; every window asks for its sandbox besides.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  for (const [name, value] of SWITCHES) app.commandLine.appendSwitch(name, value);
  app.commandLine.appendSwitch('host-resolver-rules', `MAP * ~NOTFOUND${feedHost === null ? '' : `, EXCLUDE ${feedHost}`}`);
  app.on('web-contents-created', (_event, contents) => hardenContents(contents));
}

/** Nothing leaves the app, and nothing is permitted. Runs once the app is ready. */
export function hardenSession(own: Session = session.defaultSession): void {
  own.setSpellCheckerEnabled(false);
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  own.setPermissionCheckHandler(() => false);
  own.setDevicePermissionHandler(() => false);
  own.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isOwnRequest(details.url) }));
  own.on('will-download', (event, item) => {
    if (isOwnExport(item.getURL())) item.setSaveDialogOptions({ defaultPath: item.getFilename() });
    else event.preventDefault();
  });
}

function hardenContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.on('will-navigate', denyUnlessReload);
  contents.on('will-frame-navigate', denyUnlessReload);
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** The view may load itself again; it can go nowhere else. */
function denyUnlessReload(event: Event<{ readonly url: string; readonly isMainFrame: boolean }>): void {
  if (!event.isMainFrame || event.url !== START_URL) event.preventDefault();
}
