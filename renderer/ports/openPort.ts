import { type DesktopBridge, openDesktopPort } from './desktopPort.ts';
import type { Opening } from './opening.ts';
import { openWebSocketPort } from './webSocketPort.ts';

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
