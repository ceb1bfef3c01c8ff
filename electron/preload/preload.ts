import { contextBridge, ipcRenderer } from 'electron';
import { IPC_CHANNEL, type ToMain, type ToWindow } from './ipcChannel.ts';

/** Tells documents apart; not a secret. */
const id = `${performance.timeOrigin}-${Math.random()}`;
let frameListener: (frame: unknown) => void = () => {};
let closeListener: (reason: string) => void = () => {};

const send = (...message: ToMain): void => ipcRenderer.send(IPC_CHANNEL, ...message);

ipcRenderer.on(IPC_CHANNEL, (_event, ...message: ToWindow) => {
  if (message[1] !== id) return;
  if (message[0] === 'frame') frameListener(message[2]);
  else closeListener(message[2]);
});

contextBridge.exposeInMainWorld(
  'processionPort',
  Object.freeze({
    post: (frame: unknown) => send('frame', frame),
    onFrame: (listener: (frame: unknown) => void) => {
      frameListener = listener;
    },
    onClose: (listener: (reason: string) => void) => {
      closeListener = listener;
    },
  }),
);
send('open', id);
