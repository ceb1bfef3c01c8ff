import type { Port } from '../../shared/transport/port.ts';
import { type DesktopBridge, openDesktopPort } from './desktopPort.ts';
import { openWebSocketPort } from './webSocketPort.ts';

/** How asking for a port ended. */
export type Opening =
  | { readonly kind: 'open'; readonly port: Port }
  /** Nobody answers: try again later. */
  | { readonly kind: 'unreachable' }
  /** The host serves as many views as it can: try again later. */
  | { readonly kind: 'busy' }
  /** Trying again is no use: the page has no key, or a wrong one. */
  | { readonly kind: 'refused'; readonly why: 'missing' | 'wrong' };

declare global {
  interface Window {
    /** Put there by the preload; absent in a browser. */
    readonly processionPort?: DesktopBridge;
  }
}

/** Opens the port of whatever hosts this page. */
export async function openPort(): Promise<Opening> {
  return window.processionPort === undefined ? openWebSocketPort(window) : openDesktopPort(window.processionPort, () => window.location.reload());
}
