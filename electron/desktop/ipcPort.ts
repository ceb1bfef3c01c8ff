import { type BrowserWindow, ipcMain, type IpcMainEvent } from 'electron';
import { type EventTypes, PROTOCOL_VERSION } from '../../shared/transport/contract.ts';
import type { Port } from '../../shared/transport/port.ts';
import type { Engine } from '../engine/engine.ts';
import { IPC_CHANNEL, type ToWindow } from '../preload/ipcChannel.ts';
import { ORIGIN } from './origin.ts';

/** The main process's end of one document's port. */
class IpcPort implements Port {
  readonly #id: string;
  readonly #send: (...message: ToWindow) => void;
  #isOpen = true;
  #frameListener: (frame: unknown) => void = () => {};
  #closeListener: (reason: string) => void = () => {};

  constructor(id: string, send: (...message: ToWindow) => void) {
    this.#id = id;
    this.#send = send;
  }
  post(frame: unknown): void {
    if (this.#isOpen) this.#send('frame', this.#id, frame);
  }
  receive(frame: unknown): void {
    if (this.#isOpen) this.#frameListener(frame);
  }
  onFrame(listener: (frame: unknown) => void): void {
    this.#frameListener = listener;
  }
  onClose(listener: (reason: string) => void): void {
    this.#closeListener = listener;
  }
  close(reason: string): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#send('close', this.#id, reason);
    this.#closeListener(reason);
  }
}

export type Selection = EventTypes['select'];
export type Shown = EventTypes['show']['what'];

/** The view in the window, as the rest of the desktop speaks to it. */
export interface WindowView {
  /** Has the process selected, as soon as the view listens. */
  select(target: Selection): void;
  /** Has a dialog shown, as soon as the view listens. */
  show(what: Shown): void;
}

/** Gives every document that the window loads a port of its own to the engine, and ends it with the document. */
export function openPorts(window: BrowserWindow, engine: Pick<Engine, 'attach'>): WindowView {
  const { webContents } = window;
  let port: IpcPort | null = null;
  /** Whether the document has asked for something: before that nobody may listen yet. */
  let isListening = false;
  /** The last of each kind. */
  const wanted = new Map<'select' | 'show', unknown>();
  const end = (reason: string): void => {
    port?.close(reason);
    port = null;
    isListening = false;
  };
  const tellWanted = (): void => {
    if (port === null || !isListening) return;
    for (const [name, data] of wanted) port.post({ v: PROTOCOL_VERSION, kind: 'event', name, data });
    wanted.clear();
  };
  const send = (...message: ToWindow): void => {
    if (!webContents.isDestroyed() && !webContents.isCrashed()) webContents.send(IPC_CHANNEL, ...message);
  };

  const receive = (event: IpcMainEvent, kind: unknown, content: unknown): void => {
    if (!isOwnFrame(event, window)) return;
    if (kind === 'frame') {
      port?.receive(content);
      isListening = port !== null;
      return tellWanted();
    }
    if (kind !== 'open' || typeof content !== 'string') return;
    end('the window was loaded again');
    port = new IpcPort(content, send);
    engine.attach(port);
  };

  ipcMain.on(IPC_CHANNEL, receive);
  webContents.on('render-process-gone', () => end('the view has ended'));
  webContents.on('destroyed', () => {
    ipcMain.off(IPC_CHANNEL, receive);
    end('the window was closed');
  });
  return {
    select: (target) => {
      wanted.set('select', target);
      tellWanted();
    },
    show: (what) => {
      wanted.set('show', { what });
      tellWanted();
    },
  };
}

/** Only the main frame of our own window, showing our own origin, is listened to. */
function isOwnFrame({ sender, senderFrame }: IpcMainEvent, window: BrowserWindow): boolean {
  if (window.isDestroyed() || sender !== window.webContents) return false;
  return senderFrame !== null && senderFrame === window.webContents.mainFrame && senderFrame.origin === ORIGIN;
}
