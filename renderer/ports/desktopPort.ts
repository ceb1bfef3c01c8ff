import type { Opening } from './opening.ts';

/** What the preload exposes: one document's port to the main process. */
export interface DesktopBridge {
  post(frame: unknown): void;
  onFrame(listener: (frame: unknown) => void): void;
  onClose(listener: (reason: string) => void): void;
}

const used = new WeakSet<DesktopBridge>();

/** The bridge as a Port. A document has one for its life: to open another, the document must be loaded again. */
export function openDesktopPort(bridge: DesktopBridge, reload: () => void): Opening {
  if (used.has(bridge)) {
    reload();
    return { kind: 'unreachable' };
  }
  used.add(bridge);
  let isOpen = true;
  let closeListener: (reason: string) => void = () => {};
  const end = (reason: string): void => {
    if (!isOpen) return;
    isOpen = false;
    closeListener(reason);
  };
  bridge.onClose(end);
  return {
    kind: 'open',
    port: {
      post: (frame) => {
        if (isOpen) bridge.post(frame);
      },
      onFrame: (listener) => bridge.onFrame((frame) => isOpen && listener(frame)),
      onClose: (listener) => {
        closeListener = listener;
      },
      close: end,
    },
  };
}
